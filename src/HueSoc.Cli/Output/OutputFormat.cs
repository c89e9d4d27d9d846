namespace HueSoc.Cli.Output;

/// <summary>How hits are written.</summary>
internal enum OutputFormat
{
    /// <summary>A line for people: when, how severe, which rule, where.</summary>
    Table,

    /// <summary>One JSON object a line, for programs.</summary>
    Jsonl,

    /// <summary>For a spreadsheet.</summary>
    Csv,
}
