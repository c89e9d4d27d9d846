namespace HueSoc.Storage.Control.Agencies;

/// <summary>What taking over a shipped list did to the register.</summary>
/// <param name="Added">How many agencies were new.</param>
/// <param name="Changed">How many took over something new.</param>
/// <param name="Kept">How many kept something an administrator had changed, where the list says something new.</param>
public sealed record SeedResult(int Added, int Changed, int Kept);
