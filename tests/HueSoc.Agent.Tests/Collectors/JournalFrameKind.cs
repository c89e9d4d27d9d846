namespace HueSoc.Agent.Tests.Collectors;

/// <summary>What a frame of the journal is.</summary>
internal enum JournalFrameKind
{
    Record,
    Notice,
    State,
    Forget,
}
