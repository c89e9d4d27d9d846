namespace HueSoc.Storage.Sqlite;

/// <summary>What a question wants of the events it finds.</summary>
internal enum SearchAim
{
    /// <summary>The first of them by time.</summary>
    Page,

    /// <summary>How many there are over time.</summary>
    Histogram,

    /// <summary>What values a field of theirs has.</summary>
    TopValues,
}
