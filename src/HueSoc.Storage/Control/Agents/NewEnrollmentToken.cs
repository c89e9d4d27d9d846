using HueSoc.Fleet.Enrollment;

namespace HueSoc.Storage.Control.Agents;

/// <summary>A token for enrollment to be made.</summary>
/// <param name="Agency">The agency its agents belong to; empty for the city alone.</param>
/// <param name="Group">The group they are put into; null for none.</param>
/// <param name="Class">What they are taken for; null for workstations.</param>
/// <param name="Lifetime">How long it is taken, up to 365 days; null for a day.</param>
/// <param name="Uses">How many agents it lets in, 1 to 10,000.</param>
#pragma warning disable MA0048 // What is asked for and what is given belong together.
public sealed record NewEnrollmentToken(string Agency, string? Group, DeviceClass? Class, TimeSpan? Lifetime, long Uses = 1);

/// <summary>A token that was made.</summary>
/// <param name="Token">The token.</param>
/// <param name="Text">What an agent is given. This is the only time it is known.</param>
public sealed record IssuedEnrollmentToken(EnrollmentToken Token, string Text);
