using HueSoc.Server.Ingest;
using HueSoc.Storage.Control.DeadLetters;

namespace HueSoc.Server.DeadLetters;

/// <summary>Something that was refused for good.</summary>
#pragma warning disable MA0048 // The views of one resource.
internal sealed record DeadLetterView
{
    /// <summary>Its number.</summary>
    public required long Number { get; init; }

    /// <summary>When it was refused first.</summary>
    public required DateTimeOffset First { get; init; }

    /// <summary>When it was refused last.</summary>
    public required DateTimeOffset Last { get; init; }

    /// <summary>How often the same bytes came.</summary>
    public required long Times { get; init; }

    /// <summary>Who sent it.</summary>
    public required string Source { get; init; }

    /// <summary>The agency it would have belonged to.</summary>
    public required string Agency { get; init; }

    /// <summary>Why it was refused the last time.</summary>
    public required string Reason { get; init; }

    /// <summary>The id it came with.</summary>
    public required string Item { get; init; }

    /// <summary>The index it was sent to.</summary>
    public required string Dataset { get; init; }

    /// <summary>How many bytes it had.</summary>
    public required long Length { get; init; }

    /// <summary>Whether it was too long to be kept whole, so that it cannot be replayed.</summary>
    public required bool IsCut { get; init; }

    /// <summary>When it was replayed; null when it was not.</summary>
    public required DateTimeOffset? Replayed { get; init; }

    /// <summary>Its bytes in Base64, for one alone; null in a list.</summary>
    public string? Body { get; init; }

    /// <summary>The view of a letter in a list.</summary>
    public static DeadLetterView Of(DeadLetter letter) => new()
    {
        Number = letter.Number,
        First = letter.First,
        Last = letter.Last,
        Times = letter.Times,
        Source = letter.Source,
        Agency = letter.Agency,
        Reason = letter.Reason,
        Item = letter.Item,
        Dataset = letter.Dataset,
        Length = letter.Length,
        IsCut = letter.IsCut,
        Replayed = letter.Replayed,
    };

    /// <summary>The view of one letter, with its bytes.</summary>
    public static DeadLetterView Whole(DeadLetter letter) => Of(letter) with { Body = Convert.ToBase64String(letter.Body.Span) };
}

/// <summary>What became of a replay.</summary>
/// <param name="Outcome">What became of it: stored and duplicate are done with, retry may be tried again, rejected was refused again.</param>
/// <param name="Reason">Why not, if not.</param>
internal sealed record ReplayView(IngestOutcome Outcome, string? Reason);
