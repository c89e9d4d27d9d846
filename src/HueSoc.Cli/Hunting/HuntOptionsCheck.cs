using System.Collections.Immutable;

namespace HueSoc.Cli.Hunting;

/// <summary>What can be wrong about the options taken together.</summary>
internal static class HuntOptionsCheck
{
    /// <summary>The first fault in one sentence; null when there is none.</summary>
    public static string? Fault(HuntOptions options)
    {
        if (options.Inputs.IsEmpty)
            return "no logs to hunt in: name files or folders, before the options or after --";
        if (options.Range is { From: { } from, To: { } to } && from >= to)
            return "--from is not before --to: no event could be in between";
        if (options is { Out: { } hits, Stats: { } figures } && IsSame(hits, figures))
            return $"--out and --stats are the same file, {hits}";
        return Overwritten("--out", options.Out, options) ?? Overwritten("--stats", options.Stats, options);
    }

    // Logs are evidence: no spelling of a path may lead to one being written over.
    private static string? Overwritten(string option, string? path, HuntOptions options)
    {
        if (path is null)
            return null;
        if (Directory.Exists(path))
            return $"{option} {path}: is a folder";
        return IsAmong(options.Inputs) || IsAmong(options.Rules) || IsAmong(options.Pipelines)
            ? $"{option} {path}: would be written over, but it is also to be read"
            : null;

        bool IsAmong(ImmutableArray<string> paths) => paths.Any(other => IsSame(other, path));
    }

    private static bool IsSame(string one, string other) =>
        string.Equals(OutputTarget.Identity(one), OutputTarget.Identity(other), StringComparison.Ordinal);
}
