namespace HueSoc.Agent.Collectors.Files;

/// <summary>
/// Where fingerprints are taken along a content: every 64 bytes from the end of the head to 4 KiB, then four in each doubling.
/// Headers longer than the head are common to many files; by these it shows soon that a new file only begins alike.
/// </summary>
internal static class ContentMarks
{
    /// <summary>How many there are at most: up to 64 KiB.</summary>
    public const int Most = Close + 16;

    /// <summary>How many bytes before its place a mark is a fingerprint of.</summary>
    public const int Bytes = 64;

    /// <summary>Up to where they are close to one another, and leave no byte out.</summary>
    public const int Far = 4096;

    private const int Close = (Far - ContentFingerprint.MaxBytes) / Bytes;

    /// <summary>The place of a mark.</summary>
    /// <param name="index">Which, from 0; -1 for the end of the head.</param>
    public static long Place(int index)
    {
        int step = index + 1;
        if (step <= Close)
            return ContentFingerprint.MaxBytes + (step * Bytes);
        step -= Close;
        return Far * (4L + (step % 4)) / 4 << (step / 4);
    }

    /// <summary>The marks that are not behind an offset.</summary>
    /// <param name="offset">The offset.</param>
    /// <param name="marks">All marks.</param>
    public static ulong[] UpTo(long offset, ulong[] marks)
    {
        int count = marks.Length;
        while (count > 0 && Place(count - 1) > offset)
            count--;
        return marks[..count];
    }
}
