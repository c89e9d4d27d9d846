namespace HueSoc.Storage.Control.Keys;

/// <summary>A key to be made.</summary>
/// <param name="Name">Its name; empty for one made from the agency's code.</param>
/// <param name="Agency">The agency its events belong to; empty for the city alone.</param>
/// <param name="Quota">What it may send.</param>
#pragma warning disable MA0048 // What is asked for and what is given belong together.
public sealed record NewKey(string Name, string Agency, KeyQuota Quota);

/// <summary>A key that was made.</summary>
/// <param name="Key">The key.</param>
/// <param name="Secret">Its secret. This is the only time it is known.</param>
public sealed record IssuedKey(ShipperKey Key, string Secret)
{
    /// <summary>What a shipper is configured with: <c>ID:SECRET</c>.</summary>
    public string Text => $"{Key.Id}:{Secret}";
}
