using System.Collections.Immutable;

namespace HueSoc.Events.Logs.Programs;

/// <summary>What the shadow suite's programs write about accounts and groups (useradd.c, usermod.c, gpasswd.c …), and Debian's and Red Hat's releases of it.</summary>
internal static class AccountMessages
{
    private static readonly MessageMeaning UserCreated = new("added-user-account", "iam", "creation user", "success");
    private static readonly MessageMeaning UserDeleted = new("deleted-user-account", "iam", "deletion user", "success");
    private static readonly MessageMeaning UserChanged = new("modified-user-account", "iam", "change user", "success");
    private static readonly MessageMeaning UserFailed = new("modified-user-account", "iam", "change user", "failure");
    private static readonly MessageMeaning Password = new("changed-password", "iam", "change user", "success");
    private static readonly MessageMeaning GroupCreated = new("added-group-account", "iam", "creation group", "success");
    private static readonly MessageMeaning GroupDeleted = new("deleted-group-account", "iam", "deletion group", "success");
    private static readonly MessageMeaning GroupChanged = new("modified-group-account", "iam", "change group", "success");
    private static readonly MessageMeaning MemberAdded = new("added-user-to-group", "iam", "change group", "success");
    private static readonly MessageMeaning MemberRemoved = new("removed-user-from-group", "iam", "change group", "success");

    public static ImmutableArray<MessagePattern> Patterns { get; } =
    [
        new("new user: name={user}, UID={userid}, GID={groupid}, home={home}, shell={shell}, from={text}", UserCreated),
        new("new user: name={user}, UID={userid}, GID={groupid}, home={home}, shell={shell}", UserCreated),
        new("new user: name={user}, uid={userid}, gid={groupid}, home={home}, shell={shell}", UserCreated),
        new("new group: name={group}, GID={groupid}", GroupCreated),
        new("new group: name={group}, gid={groupid}", GroupCreated),
        new("group added to {text}: name={group}, GID={groupid}", GroupCreated),
        new("group added to {text}: name={group}", GroupCreated),
        new("failed adding user '{user}', {text}", UserFailed),
        new("failed adding user '{user}'{text}", UserFailed),
        new("delete user '{user}'", UserDeleted),
        new("delete user `{user}'", UserDeleted),
        new("group '{group}' removed{text}", GroupDeleted),
        new("group `{group}' removed{text}", GroupDeleted),
        new("removed group '{group}' owned by '{user}'", GroupDeleted),
        new("removed group `{group}' owned by `{user}'", GroupDeleted),
        new("add '{user}' to group '{group}'", MemberAdded),
        new("add `{user}' to group `{group}'", MemberAdded),
        new("delete '{user}' from group '{group}'", MemberRemoved),
        new("delete `{user}' from group `{group}'", MemberRemoved),
        new("user {user} added by {effective} to group {group}", MemberAdded),
        new("user {user} removed by {effective} from group {group}", MemberRemoved),
        new("members of group {group} set by {user} to {text}", GroupChanged),
        new("group changed in {text} (group {group}{text}", GroupChanged),
        new("change user name '{user}' to '{text}'", UserChanged),
        new("change user '{user}' password", Password),
        new("change user '{user}' {text}", UserChanged),
        new("change user `{user}' {text}", UserChanged),
        new("lock user '{user}' password", UserChanged),
        new("unlock user '{user}' password", UserChanged),
        new("changed password expiry for {user}", UserChanged),
        new("changed user '{user}' shell to '{shell}'", UserChanged),
        new("changed user `{user}' shell to `{shell}'", UserChanged),
        new("changed user '{user}' information", UserChanged),
        new("password for '{user}' changed by '{effective}'", Password),
        new("password for `{user}' changed by `{effective}'", Password),
        new("changed password for {user}", Password),
    ];
}
