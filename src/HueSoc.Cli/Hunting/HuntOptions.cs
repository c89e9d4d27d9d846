using System.Collections.Immutable;
using HueSoc.Cli.Output;
using HueSoc.Sigma.Rules;

namespace HueSoc.Cli.Hunting;

/// <summary>What a hunt was asked to do.</summary>
internal sealed record HuntOptions
{
    /// <summary>The most threads that can be asked for.</summary>
    public const int MaxThreads = 256;

    /// <summary>Files and folders with rules; at least one.</summary>
    public required ImmutableArray<string> Rules { get; init; }

    /// <summary>Pipeline files; the shipped ones when empty.</summary>
    public ImmutableArray<string> Pipelines { get; init; } = [];

    /// <summary>How hits are written.</summary>
    public OutputFormat Format { get; init; } = OutputFormat.Table;

    /// <summary>The file hits are written to; standard output when null.</summary>
    public string? Out { get; init; }

    /// <summary>The file the figures are written to, if any.</summary>
    public string? Stats { get; init; }

    /// <summary>Rules below this level are left out; null keeps all.</summary>
    public SigmaLevel? MinLevel { get; init; }

    /// <summary>Which events are looked at.</summary>
    public TimeRange Range { get; init; }

    /// <summary>How many threads match, 1 to <see cref="MaxThreads"/>.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Files and folders with events; at least one.</summary>
    public required ImmutableArray<string> Inputs { get; init; }
}
