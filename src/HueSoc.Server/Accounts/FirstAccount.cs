using HueSoc.Server.Hosting;
using HueSoc.Storage.Control;
using HueSoc.Storage.Control.Accounts;
using HueSoc.Storage.Control.Audit;

namespace HueSoc.Server.Accounts;

/// <summary>The account that the first start makes.</summary>
internal static class FirstAccount
{
    /// <summary>Its name.</summary>
    public const string Name = "admin";

    /// <summary>Makes it, unless there is any account already.</summary>
    /// <param name="accounts">The accounts.</param>
    /// <param name="password">The password it is to have; null for a random one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The random password, to be shown once; null when there is none.</returns>
    /// <exception cref="ServerStartException">The given password is refused.</exception>
    public static async Task<string?> MakeAsync(AccountStore accounts, string? password, CancellationToken cancellationToken)
    {
        if (accounts.Any())
            return null;
        string chosen = password ?? AccountRules.NewPassword(Name);
        Change<Account> change = await accounts.AddAsync(Actor.System, new(Name, "", AccountRole.Admin, "", chosen), cancellationToken);
        if (!change.IsDone)
            throw new ServerStartException($"HUESOC_ADMIN_PASSWORD: {change.Reason}");
        return password is null ? chosen : null;
    }
}
