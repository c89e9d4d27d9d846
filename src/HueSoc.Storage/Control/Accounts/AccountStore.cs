using HueSoc.Storage.Control.Agencies;
using HueSoc.Storage.Control.Audit;
using HueSoc.Storage.Tenancy;
using Microsoft.Data.Sqlite;

namespace HueSoc.Storage.Control.Accounts;

/// <summary>Who may sign in. Every change is audited in its own transaction; the last administrator cannot be taken away.</summary>
/// <param name="database">The database.</param>
/// <param name="audit">The audit log.</param>
/// <param name="hashing">Hashes passwords.</param>
/// <param name="time">The clock.</param>
public sealed class AccountStore(ControlDatabase database, AuditLog audit, IPasswordHashing hashing, TimeProvider time)
{
    private const string Columns = "name, display_name, role, agency, disabled, security_stamp, failures, locked_until, created, last_sign_in, version";
    private static readonly KeyedList<Account> All = new($"SELECT {Columns} FROM accounts", "agency", "name", Row, account => account.Name);

    // Names that are not there take as long as wrong passwords.
    private readonly Lazy<string> nobody = new(() => hashing.Hash(AccountRules.NewPassword("nobody")));

    /// <summary>Whether there is any account.</summary>
    public bool Any() => database.Read(connection => connection.Number("SELECT EXISTS (SELECT 1 FROM accounts)")) != 0;

    /// <summary>An account; null when there is none of that name, or not in this scope.</summary>
    public Account? Find(AgencyScope scope, string name) =>
        database.Read(connection => Find(connection, name)) is { } account && scope.Allows(account.Agency) ? account : null;

    /// <summary>Accounts by name.</summary>
    /// <param name="scope">Whose may be seen.</param>
    /// <param name="limit">How many at most, 1 to 1,000.</param>
    /// <param name="after">Where the page before ended; null for the first.</param>
    public Page<Account> List(AgencyScope scope, int limit, string? after) => database.Read(connection => All.Read(connection, scope, limit, after));

    /// <summary>Makes an account. <see cref="ChangeOutcome.Conflict"/>: the name is taken.</summary>
    public async ValueTask<Change<Account>> AddAsync(Actor actor, NewAccount account, CancellationToken cancellationToken)
    {
        string display = account.DisplayName.Length == 0 ? account.Name : account.DisplayName;
        string? fault = AccountRules.NameFault(account.Name) ?? AccountRules.DisplayNameFault(display)
            ?? AccountRules.PasswordFault(account.Name, account.Password) ?? AccountRoles.Fault(account.Role, account.Agency);
        if (fault is not null)
            return Change<Account>.Invalid(fault);
        string hash = hashing.Hash(account.Password);
        return await database.WriteAsync(
            transaction =>
            {
                if (!AgencyStore.Exists(transaction.Connection, account.Agency))
                    return Change<Account>.Invalid($"there is no agency {account.Agency}");
                if (Find(transaction.Connection, account.Name) is not null)
                    return Change<Account>.Conflict($"there is an account {account.Name} already");
                transaction.Execute(
                    "INSERT INTO accounts (name, display_name, role, agency, password_hash, security_stamp, created) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                    account.Name, display, AccountRoles.NameOf(account.Role), account.Agency, hash, Secret.NewId(), ControlTime.Of(time.GetUtcNow()));
                audit.Append(
                    transaction, actor, "account.created", Subject(account.Name),
                    AuditDetails.Of(("display_name", display), ("role", AccountRoles.NameOf(account.Role)), ("agency", account.Agency)), account.Agency);
                return Change<Account>.Done(Find(transaction.Connection, account.Name)!);
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Changes an account.</summary>
    /// <param name="actor">Who does it.</param>
    /// <param name="scope">Whose accounts they may see.</param>
    /// <param name="name">The account.</param>
    /// <param name="expectedVersion">The version the change was thought out for; null for any.</param>
    /// <param name="edit">What is changed.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public ValueTask<Change<Account>> UpdateAsync(
        Actor actor, AgencyScope scope, string name, long? expectedVersion, AccountEdit edit, CancellationToken cancellationToken) =>
        database.WriteAsync(transaction => Update(transaction, actor, scope, name, expectedVersion, edit), cancellationToken);

    /// <summary>Gives an account another password, and ends its sessions.</summary>
    public async ValueTask<Change<Account>> SetPasswordAsync(
        Actor actor, AgencyScope scope, string name, string password, CancellationToken cancellationToken)
    {
        if (AccountRules.PasswordFault(name, password) is { } fault)
            return Change<Account>.Invalid(fault);
        string hash = hashing.Hash(password);
        return await database.WriteAsync(
            transaction =>
            {
                if (Find(transaction.Connection, name) is not { } account || !scope.Allows(account.Agency))
                    return Change<Account>.NotFound($"there is no account {name}");
                transaction.Execute(
                    "UPDATE accounts SET password_hash = $1, security_stamp = $2, failures = 0, locked_until = NULL, version = version + 1 WHERE name = $3",
                    hash, Secret.NewId(), name);
                SignInNetwork.Forget(transaction, name);
                audit.Append(transaction, actor, "account.password_changed", Subject(account.Name), AuditDetails.None, account.Agency);
                return Change<Account>.Done(Find(transaction.Connection, name)!);
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The same, from nowhere in particular: from the machine itself.</summary>
    public ValueTask<SignIn> SignInAsync(string name, string password, CancellationToken cancellationToken) => SignInAsync(name, password, "", cancellationToken);

    /// <summary>
    /// Tries a name and a password, and counts. <see cref="AccountRules.FailuresToLock"/> wrong ones in a row lock the account for
    /// <see cref="AccountRules.LockTime"/>, but only for the network they came from: a stranger does not keep the holder out. Only
    /// <see cref="AccountRules.FailuresToLockForStrangers"/> lock it for every network that it was not signed in from lately.
    /// Signing in and being locked are audited.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <param name="password">The password.</param>
    /// <param name="network">Where the attempt comes from.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<SignIn> SignInAsync(string name, string password, string network, CancellationToken cancellationToken)
    {
        (Account? account, string hash, SignInNetwork place) = database.Read(
            connection => (Find(connection, name), PasswordHash(connection, name), SignInNetwork.Find(connection, name, network)));
        if (account is not null && place.Closed(account.LockedUntil, time.GetUtcNow()) is { } until)
            return new(SignInOutcome.Locked, null, until);
        PasswordMatch match = password.Length > AccountRules.LongestPassword ? PasswordMatch.Wrong : hashing.Match(hash.Length == 0 ? nobody.Value : hash, password);
        if (account is null || account.Disabled)
            return new(SignInOutcome.Wrong, null, null);
        string? better = match == PasswordMatch.RightButWeak ? hashing.Hash(password) : null;
        return await database.WriteAsync(
            transaction => match == PasswordMatch.Wrong ? CountFailure(transaction, account.Name, network) : Admit(transaction, account, hash, better, network), cancellationToken).ConfigureAwait(false);
    }

    private static string Subject(string name) => $"account:{name}";

    private static Account? Find(SqliteConnection connection, string name) =>
        connection.Query($"SELECT {Columns} FROM accounts WHERE name = $1", Row, name).FirstOrDefault();

    private static string PasswordHash(SqliteConnection connection, string name) =>
        connection.Query("SELECT password_hash FROM accounts WHERE name = $1", row => row.GetString(0), name).FirstOrDefault(string.Empty);

    private static Account Row(SqliteDataReader row) => new()
    {
        Name = row.GetString(0),
        DisplayName = row.GetString(1),
        // A role this program does not know may do nothing but look at nothing.
        Role = AccountRoles.TryParse(row.GetString(2), out AccountRole role) ? role : throw new InvalidOperationException($"the account {row.GetString(0)} has the unknown role {row.GetString(2)}"),
        Agency = row.GetString(3),
        Disabled = row.GetInt64(4) != 0,
        SecurityStamp = row.GetString(5),
        Failures = row.GetInt32(6),
        LockedUntil = row.TimeOrNull(7),
        Created = row.Time(8),
        LastSignIn = row.TimeOrNull(9),
        Version = row.GetInt64(10),
    };

    private Change<Account> Update(ControlTransaction transaction, Actor actor, AgencyScope scope, string name, long? expectedVersion, AccountEdit edit)
    {
        if (Find(transaction.Connection, name) is not { } before || !scope.Allows(before.Agency))
            return Change<Account>.NotFound($"there is no account {name}");
        if (expectedVersion is { } version && version != before.Version)
            return Change<Account>.Conflict($"the account was changed meanwhile: it is at version {before.Version}");
        AccountRole role = edit.Role ?? before.Role;
        string agency = edit.Agency ?? before.Agency;
        string display = edit.DisplayName ?? before.DisplayName;
        bool disabled = edit.Disabled ?? before.Disabled;
        if ((AccountRoles.Fault(role, agency) ?? AccountRules.DisplayNameFault(display)) is { } fault)
            return Change<Account>.Invalid(fault);
        if (!AgencyStore.Exists(transaction.Connection, agency))
            return Change<Account>.Invalid($"there is no agency {agency}");
        if (before is { Role: AccountRole.Admin, Disabled: false } && (role != AccountRole.Admin || disabled) && OtherAdmins(transaction, name) == 0)
            return Change<Account>.Invalid("this is the last administrator who can sign in");

        bool ends = role != before.Role || agency != before.Agency || disabled != before.Disabled;
        transaction.Execute(
            "UPDATE accounts SET display_name = $1, role = $2, agency = $3, disabled = $4, security_stamp = $5, version = version + 1 WHERE name = $6",
            display, AccountRoles.NameOf(role), agency, disabled ? 1 : 0, ends ? Secret.NewId() : before.SecurityStamp, name);
        if (edit.Unlock == true)
        {
            transaction.Execute("UPDATE accounts SET failures = 0, locked_until = NULL WHERE name = $1", name);
            SignInNetwork.Unlock(transaction, name);
        }

        string action = disabled == before.Disabled ? "account.changed" : disabled ? "account.disabled" : "account.enabled";
        audit.Append(
            transaction, actor, action, Subject(before.Name),
            AuditDetails.Of(
                ("display_name", edit.DisplayName), ("role", edit.Role is null ? null : AccountRoles.NameOf(role)), ("role_before", edit.Role is null ? null : AccountRoles.NameOf(before.Role)),
                ("agency", edit.Agency), ("agency_before", edit.Agency is null ? null : before.Agency), ("unlocked", edit.Unlock)),
            agency);
        return Change<Account>.Done(Find(transaction.Connection, name)!);
    }

    private SignIn CountFailure(ControlTransaction transaction, string name, string network)
    {
        if (Find(transaction.Connection, name) is not { } account)
            return new(SignInOutcome.Wrong, null, null);
        DateTimeOffset now = time.GetUtcNow();
        // Attempts that were under way when the lock fell do not prolong it.
        SignInNetwork place = SignInNetwork.Find(transaction.Connection, name, network);
        if (place.Closed(account.LockedUntil, now) is { } until)
            return new(SignInOutcome.Locked, null, until);
        int here = (place.LockedUntil is null ? place.Failures : 0) + 1;
        DateTimeOffset? hereLocked = here >= AccountRules.FailuresToLock ? now + AccountRules.LockTime : null;
        (place with { Failures = here, LockedUntil = hereLocked }).Keep(transaction, name, network, now);
        if (hereLocked is not null)
            AppendLock(transaction, account, here, hereLocked, network);

        // A lock that is still on is for strangers, and this was the holder's network: it is neither lifted nor prolonged.
        bool isLocked = account.LockedUntil > now;
        int everywhere = (isLocked || account.LockedUntil is null ? account.Failures : 0) + 1;
        bool locks = !isLocked && everywhere >= AccountRules.FailuresToLockForStrangers;
        DateTimeOffset? locked = locks ? now + AccountRules.LockTime : isLocked ? account.LockedUntil : null;
        transaction.Execute("UPDATE accounts SET failures = $1, locked_until = $2 WHERE name = $3", everywhere, ControlTime.Of(locked), name);
        if (locks)
            AppendLock(transaction, account, everywhere, locked, "");
        DateTimeOffset? closed = hereLocked ?? (place.IsKnown(now) ? null : locked);
        return new(closed is null ? SignInOutcome.Wrong : SignInOutcome.Locked, null, closed);
    }

    // Without a network: for all that are not known.
    private void AppendLock(ControlTransaction transaction, Account account, int failures, DateTimeOffset? until, string network) => audit.Append(
        transaction, Actor.System, "account.locked", Subject(account.Name),
        AuditDetails.Of(("failures", failures), ("until", until), ("network", network.Length == 0 ? null : network)), account.Agency);

    private SignIn Admit(ControlTransaction transaction, Account account, string hash, string? better, string network)
    {
        // The password was looked at outside the transaction: it must still be the one.
        if (Find(transaction.Connection, account.Name) is not { Disabled: false } now || PasswordHash(transaction.Connection, account.Name) != hash)
            return new(SignInOutcome.Wrong, null, null);
        DateTimeOffset today = time.GetUtcNow();
        SignInNetwork place = SignInNetwork.Find(transaction.Connection, account.Name, network);
        if (place.Closed(now.LockedUntil, today) is { } until)
            return new(SignInOutcome.Locked, null, until);
        (place with { Failures = 0, LockedUntil = null, LastRight = today }).Keep(transaction, account.Name, network, today);
        transaction.Execute(
            "UPDATE accounts SET failures = 0, locked_until = $1, last_sign_in = $2, password_hash = $3 WHERE name = $4",
            ControlTime.Of(now.LockedUntil > today ? now.LockedUntil : null), ControlTime.Of(today), better ?? hash, account.Name);
        audit.Append(transaction, new(account.Name, ActorKind.Account), "account.signed_in", Subject(account.Name), AuditDetails.None, account.Agency);
        return new(SignInOutcome.Right, Find(transaction.Connection, account.Name), null);
    }

    private static long OtherAdmins(ControlTransaction transaction, string name) =>
        transaction.Connection.Number("SELECT COUNT(*) FROM accounts WHERE role = 'admin' AND disabled = 0 AND name <> $1", name);
}
