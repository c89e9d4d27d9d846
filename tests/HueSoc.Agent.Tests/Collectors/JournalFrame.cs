using HueSoc.Agent.Collectors;
using HueSoc.Events.Logs;

namespace HueSoc.Agent.Tests.Collectors;

/// <summary>What a sink was given in one call.</summary>
internal sealed record JournalFrame(JournalFrameKind Kind, string Source, int Generation, SourcePosition Position, SourcePosition After)
{
    public string Text { get; init; } = string.Empty;

    public byte[] Raw { get; init; } = [];

    public RecordMarks Marks { get; init; }

    public string? Path { get; init; }

    public long Lost { get; init; }

    public string? Message { get; init; }

    public LogReading? Reading { get; init; }

    public ReadOnlyMemory<byte> Details { get; init; }
}
