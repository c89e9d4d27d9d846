namespace HueSoc.Events.Logs;

/// <summary>The beginning of a file, to know its format by.</summary>
internal static class LogSample
{
    /// <summary>The sample without a last line that may be cut, unless that is all there is.</summary>
    public static ReadOnlySpan<byte> WholeLines(ReadOnlySpan<byte> sample)
    {
        int end = sample.LastIndexOf((byte)'\n');
        return end < 0 ? sample : sample[..end];
    }
}
