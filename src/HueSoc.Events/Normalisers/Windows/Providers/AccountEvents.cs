using static HueSoc.Events.Normalisers.Windows.Providers.SecurityMaps;

namespace HueSoc.Events.Normalisers.Windows.Providers;

/// <summary>The Security log: accounts and groups.</summary>
internal static class AccountEvents
{
    private static readonly FieldMap Renamed = new(
        ("TargetSid", "user.target.id"),
        ("OldTargetUserName", "user.target.name"),
        ("TargetDomainName", "user.target.domain"),
        ("NewTargetUserName", "user.changes.name"));

    public static WindowsEvent[] Rows { get; } =
    [
        // Accounts.
        new(4720, "added-user-account", "iam", "user creation", Subject, Account),
        new(4722, "enabled-user-account", "iam", "user change", Subject, Account),
        new(4723, "changed-password", "iam", "user change", Subject, Account),
        new(4724, "reset-password", "iam", "user change", Subject, Account),
        new(4725, "disabled-user-account", "iam", "user deletion", Subject, Account),
        new(4726, "deleted-user-account", "iam", "user deletion", Subject, Account),
        new(4738, "modified-user-account", "iam", "user change", Subject, Account),
        new(4741, "added-computer-account", "iam", "creation admin", Subject, Account),
        new(4742, "changed-computer-account", "iam", "change admin", Subject, Account),
        new(4743, "deleted-computer-account", "iam", "deletion admin", Subject, Account),
        new(4765, "sid-history-added", "iam", "user change", Subject, Account),
        new(4766, "sid-history-add-failed", "iam", "user change", "failure", Subject, Account),
        new(4780, "administrators-acl-set", "iam", "user change", Subject, Account),
        new(4781, "renamed-user-account", "iam", "user change", Subject, Renamed),
        new(4782, "password-hash-accessed", "iam", "user access", Subject, Account),
        new(4793, "password-policy-checked", "iam", "info", Subject),
        new(4794, "dsrm-password-set", "iam", "user change", Subject),
        new(4797, "query-existence-of-blank-password", "iam", "user info", Subject, Account, Client),
        new(4798, "group-membership-enumerated", "iam", "user info", Subject, Account, Process),

        // Groups.
        new(4727, "added-group-account", "iam", "group creation", Subject, Group),
        new(4728, "added-member-to-group", "iam", "group change", Subject, Group, Member),
        new(4729, "removed-member-from-group", "iam", "group change", Subject, Group, Member),
        new(4730, "deleted-group-account", "iam", "group deletion", Subject, Group),
        new(4731, "added-group-account", "iam", "group creation", Subject, Group),
        new(4732, "added-member-to-group", "iam", "group change", Subject, Group, Member),
        new(4733, "removed-member-from-group", "iam", "group change", Subject, Group, Member),
        new(4734, "deleted-group-account", "iam", "group deletion", Subject, Group),
        new(4735, "modified-group-account", "iam", "group change", Subject, Group),
        new(4737, "modified-group-account", "iam", "group change", Subject, Group),
        new(4744, "added-distribution-group-account", "iam", "group creation", Subject, Group),
        new(4745, "changed-distribution-group-account", "iam", "group change", Subject, Group),
        new(4746, "added-member-to-distribution-group", "iam", "group change", Subject, Group, Member),
        new(4747, "removed-member-from-distribution-group", "iam", "group change", Subject, Group, Member),
        new(4748, "deleted-distribution-group-account", "iam", "group deletion", Subject, Group),
        new(4749, "added-distribution-group-account", "iam", "group creation", Subject, Group),
        new(4750, "changed-distribution-group-account", "iam", "group change", Subject, Group),
        new(4751, "added-member-to-distribution-group", "iam", "group change", Subject, Group, Member),
        new(4752, "removed-member-from-distribution-group", "iam", "group change", Subject, Group, Member),
        new(4753, "deleted-distribution-group-account", "iam", "group deletion", Subject, Group),
        new(4754, "added-group-account", "iam", "group creation", Subject, Group),
        new(4755, "modified-group-account", "iam", "group change", Subject, Group),
        new(4756, "added-member-to-group", "iam", "group change", Subject, Group, Member),
        new(4757, "removed-member-from-group", "iam", "group change", Subject, Group, Member),
        new(4758, "deleted-group-account", "iam", "group deletion", Subject, Group),
        new(4759, "added-distribution-group-account", "iam", "group creation", Subject, Group),
        new(4760, "changed-distribution-group-account", "iam", "group change", Subject, Group),
        new(4761, "added-member-to-distribution-group", "iam", "group change", Subject, Group, Member),
        new(4762, "removed-member-from-distribution-group", "iam", "group change", Subject, Group, Member),
        new(4763, "deleted-distribution-group-account", "iam", "group deletion", Subject, Group),
        new(4764, "type-changed-group-account", "iam", "group change", Subject, Group),
        new(4799, "user-member-enumerated", "iam", "group info", Subject, Group, Process),
    ];
}
