using Microsoft.Data.Sqlite;

namespace HueSoc.Storage.Control.Accounts;

/// <summary>What is known of an account's attempts to sign in from one network.</summary>
/// <param name="Failures">How many wrong passwords came from there since the last right one, or since the last lock.</param>
/// <param name="LockedUntil">Until when none is taken from there.</param>
/// <param name="LastRight">When the right one last came from there.</param>
internal sealed record SignInNetwork(int Failures, DateTimeOffset? LockedUntil, DateTimeOffset? LastRight)
{
    // Whoever has many networks could else fill the database.
    private const int MostAnAccount = 64;

    private static SignInNetwork Unknown { get; } = new(0, null, null);

    /// <summary>Whether the account's holder has been there: what strangers do elsewhere does not keep them out.</summary>
    public bool IsKnown(DateTimeOffset now) => LastRight is { } right && right > now - AccountRules.KnownTime;

    /// <summary>Until when no password is taken from there; null when one is now.</summary>
    /// <param name="accountLocked">Until when none is taken from networks that are not known.</param>
    /// <param name="now">The time.</param>
    public DateTimeOffset? Closed(DateTimeOffset? accountLocked, DateTimeOffset now)
    {
        if (LockedUntil > now)
            return LockedUntil;
        return accountLocked > now && !IsKnown(now) ? accountLocked : null;
    }

    /// <summary>Reads what is known.</summary>
    public static SignInNetwork Find(SqliteConnection connection, string account, string network) =>
        connection.Query(
            "SELECT failures, locked_until, last_right FROM sign_in_networks WHERE account = $1 AND network = $2",
            row => new SignInNetwork(row.GetInt32(0), row.TimeOrNull(1), row.TimeOrNull(2)), account, network).FirstOrDefault(Unknown);

    /// <summary>Keeps what is known. Of too many networks those are forgotten that were never signed in from, the longest unused first.</summary>
    public void Keep(ControlTransaction transaction, string account, string network, DateTimeOffset now)
    {
        transaction.Execute(
            """
            INSERT INTO sign_in_networks (account, network, failures, locked_until, last_right, last_tried) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (account, network) DO UPDATE SET failures = $3, locked_until = $4, last_right = $5, last_tried = $6
            """,
            account, network, Failures, ControlTime.Of(LockedUntil), ControlTime.Of(LastRight), ControlTime.Of(now));
        transaction.Execute(
            """
            DELETE FROM sign_in_networks WHERE account = $1 AND network IN
                (SELECT network FROM sign_in_networks WHERE account = $1 ORDER BY last_right IS NULL, last_tried DESC LIMIT -1 OFFSET $2)
            """,
            account, MostAnAccount);
    }

    /// <summary>Lets passwords be tried again from everywhere.</summary>
    public static void Unlock(ControlTransaction transaction, string account) =>
        transaction.Execute("UPDATE sign_in_networks SET failures = 0, locked_until = NULL WHERE account = $1", account);

    /// <summary>Forgets everything: whoever knew the old password need not be its holder.</summary>
    public static void Forget(ControlTransaction transaction, string account) =>
        transaction.Execute("DELETE FROM sign_in_networks WHERE account = $1", account);
}
