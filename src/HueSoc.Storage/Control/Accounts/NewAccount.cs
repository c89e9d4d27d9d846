namespace HueSoc.Storage.Control.Accounts;

/// <summary>An account to be made.</summary>
/// <param name="Name">The name to sign in with.</param>
/// <param name="DisplayName">The name shown to others; empty for the same.</param>
/// <param name="Role">What they may do.</param>
/// <param name="Agency">The agency an agency officer is bound to; empty for every other role.</param>
/// <param name="Password">The password (<see cref="AccountRules"/>).</param>
public sealed record NewAccount(string Name, string DisplayName, AccountRole Role, string Agency, string Password);
