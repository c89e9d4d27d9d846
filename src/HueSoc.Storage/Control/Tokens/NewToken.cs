using HueSoc.Storage.Control.Accounts;

namespace HueSoc.Storage.Control.Tokens;

/// <summary>A token to be made.</summary>
/// <param name="Name">What it is for.</param>
/// <param name="Role">What it may do.</param>
/// <param name="Agency">The agency it is bound to; empty for the city.</param>
/// <param name="Lifetime">How long it is taken; null for ever.</param>
#pragma warning disable MA0048 // What is asked for and what is given belong together.
public sealed record NewToken(string Name, AccountRole Role, string Agency, TimeSpan? Lifetime);

/// <summary>A token that was made.</summary>
/// <param name="Token">The token.</param>
/// <param name="Text">What the program presents. This is the only time it is known.</param>
public sealed record IssuedToken(ApiToken Token, string Text);
