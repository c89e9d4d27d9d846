using System.Buffers;
using System.Globalization;
using System.Text;
using HueSoc.Sigma.Matching;

namespace HueSoc.Cli.Output;

/// <summary>
/// A table for a spreadsheet: a header, then one row a hit, every cell quoted, lines ended as RFC 4180 has it. Tags are
/// joined by spaces, matched fields as <c>field=value</c> by semicolons: a program reads JSON lines instead.
/// </summary>
internal sealed class CsvMatchWriter : IMatchWriter
{
    private readonly StringBuilder line = new();
    private readonly StringBuilder matched = new();

    /// <inheritdoc/>
    public bool WantsFields => true;

    /// <inheritdoc/>
    public void WriteHeader(IBufferWriter<byte> output)
    {
        line.Clear();
        foreach (string column in (ReadOnlySpan<string>)["timestamp", "level", "rule_title", "rule_id", "tags", "host", "file", "record", "matched"])
            Add(column);
        End(output);
    }

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> output, Hit hit)
    {
        line.Clear();
        Add(EventTime.Normalise(hit.Timestamp) ?? "");
        Add(LevelName.Of(hit.Rule.Level));
        Add(hit.Rule.Title);
        Add(hit.Rule.Id);
        Add(string.Join(' ', hit.Rule.Tags));
        Add(Encoding.UTF8.GetString(hit.Host));
        Add(hit.File);
        Add(hit.Record.ToString(CultureInfo.InvariantCulture));
        Add(Joined(hit.Fields));
        End(output);
    }

    private void Add(string cell)
    {
        if (line.Length > 0)
            line.Append(',');
        CsvCell.Append(line, cell);
    }

    private void End(IBufferWriter<byte> output)
    {
        line.Append("\r\n");
        Encoding.UTF8.GetBytes(line.ToString(), output);
    }

    private string Joined(IReadOnlyList<MatchedField> fields)
    {
        matched.Clear();
        foreach (MatchedField field in fields)
        {
            if (matched.Length > 0)
                matched.Append("; ");
            matched.Append(field.Field).Append('=').Append(field.Value);
        }

        return matched.ToString();
    }
}
