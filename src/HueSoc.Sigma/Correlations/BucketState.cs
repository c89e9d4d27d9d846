namespace HueSoc.Sigma.Correlations;

/// <summary>
/// What is known of one bucket of a group. The windows that end in it and satisfy the condition begin and end less than a
/// time span apart, so together they are one interval: after <see cref="FirstEnd"/> less the time span, through
/// <see cref="LastEnd"/>.
/// </summary>
internal sealed class BucketState
{
    /// <summary>The earliest end of a window that satisfies the condition.</summary>
    public long FirstEnd { get; private set; } = long.MaxValue;

    /// <summary>The latest end of one; less than <see cref="FirstEnd"/> when there is none.</summary>
    public long LastEnd { get; private set; } = long.MinValue;

    /// <summary><see cref="FirstEnd"/> as it was when evidence was last told.</summary>
    public long ToldFirstEnd { get; set; } = long.MaxValue;

    /// <summary><see cref="LastEnd"/> as it was when evidence was last told.</summary>
    public long ToldLastEnd { get; set; } = long.MinValue;

    /// <summary>The settlement after which evidence was last told.</summary>
    public long ToldArrival { get; set; }

    /// <summary>The value in the latest window.</summary>
    public double Value { get; private set; }

    /// <summary>Whether a window reached into what was evicted.</summary>
    public bool IsIncomplete { get; private set; }

    /// <summary>The time of the earliest evidence told.</summary>
    public long FirstEvidence { get; set; } = long.MaxValue;

    /// <summary>The time of the latest evidence told.</summary>
    public long LastEvidence { get; set; } = long.MinValue;

    /// <summary>Whether a firing has been handed out.</summary>
    public bool IsTold { get; set; }

    /// <summary>Notes a window that satisfies the condition.</summary>
    public void Hold(long end, double value, bool incomplete)
    {
        FirstEnd = Math.Min(FirstEnd, end);
        if (end >= LastEnd)
            (LastEnd, Value) = (end, value);
        IsIncomplete |= incomplete;
    }
}
