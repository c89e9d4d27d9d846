using HueSoc.Events.Normalisers;

namespace HueSoc.Server.Ingest;

/// <summary>
/// Elasticsearch's <c>filter_path</c>: patterns, separated by commas, of what an answer is to hold; with a leading minus, of what
/// it is not to hold. <c>*</c> is any part of a name, <c>**</c> any number of names. Arrays are transparent; what is
/// left empty is left out.
/// </summary>
internal sealed class FilterPath
{
    private const int MostPatterns = 64;
    private static readonly JsonBounds AnswerBounds = new(Values: int.MaxValue - 1, StringBytes: int.MaxValue);

    private readonly List<string[]> includes = [];
    private readonly List<string[]> excludes = [];

    private FilterPath()
    {
    }

    /// <summary>Reads the parameter; null when there is nothing to filter.</summary>
    public static FilterPath? Read(IEnumerable<string?> values)
    {
        FilterPath filter = new();
        foreach (string pattern in values.SelectMany(value => (value ?? string.Empty).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Take(MostPatterns))
        {
            bool exclude = pattern[0] == '-';
            (exclude ? filter.excludes : filter.includes).Add((exclude ? pattern[1..] : pattern).Split('.'));
        }

        return filter.includes.Count + filter.excludes.Count == 0 ? null : filter;
    }

    /// <summary>Filters an answer.</summary>
    public ByteSink Apply(ReadOnlyMemory<byte> json)
    {
        ByteSink sink = new();
        JsonTape tape = new();
        if (!tape.TryRead(json, AnswerBounds))
            throw new InvalidOperationException($"an answer is not JSON: {tape.Problem}");
        if (!Write(sink, tape, 0, includes.Count == 0 ? null : [.. includes.Select(pattern => (pattern, 0))], [.. excludes.Select(pattern => (pattern, 0))]))
            sink.Write("{}"u8);
        return sink;
    }

    // Null includes mean that all of it is wanted.
    private static bool Write(ByteSink sink, JsonTape tape, int index, List<(string[] Pattern, int At)>? wanted, List<(string[] Pattern, int At)> unwanted)
    {
        ref JsonEntry entry = ref tape[index];
        if (entry.Kind is not (JsonKind.Object or JsonKind.Array))
        {
            if (wanted is not null)
                return false;
            sink.Write(tape.Raw(entry));
            return true;
        }

        if (wanted is null && unwanted.Count == 0)
        {
            sink.Write(tape.Raw(entry));
            return true;
        }

        bool isArray = entry.Kind == JsonKind.Array;
        bool any = false;
        ByteSink inner = new();
        for (int child = index + 1; child < entry.Next; child = tape[child].Next)
        {
            List<(string[], int)>? wantedChild = wanted;
            List<(string[], int)> unwantedChild = unwanted;
            if (!isArray)
            {
                string key = System.Text.Encoding.UTF8.GetString(tape.Key(tape[child]));
                unwantedChild = Step(unwanted, key, out bool excluded);
                if (excluded)
                    continue;
                if (wanted is not null)
                {
                    wantedChild = Step(wanted, key, out bool whole);
                    if (whole)
                        wantedChild = null;
                    else if (wantedChild.Count == 0)
                        continue;
                }
            }

            inner.Clear();
            if (!Write(inner, tape, child, wantedChild, unwantedChild))
                continue;
            sink.Write(any ? (byte)',' : isArray ? (byte)'[' : (byte)'{');
            any = true;
            if (!isArray)
            {
                sink.Write((byte)'"');
                sink.Write(tape.Source.Span.Slice(tape[child].KeyStart, tape[child].KeyLength));
                sink.Write("\":"u8);
            }

            sink.Write(inner.Written);
        }

        if (any)
            sink.Write(isArray ? (byte)']' : (byte)'}');
        return any;
    }

    private static List<(string[] Pattern, int At)> Step(List<(string[] Pattern, int At)> patterns, string key, out bool ends)
    {
        ends = false;
        List<(string[], int)> next = [];
        foreach ((string[] pattern, int at) in patterns)
        {
            int place = at;

            // ** may stand for no name at all.
            while (pattern[place] == "**")
            {
                next.Add((pattern, place));
                if (place == pattern.Length - 1)
                {
                    ends = true;
                    break;
                }

                place++;
            }

            if (pattern[place] == "**" || !Matches(pattern[place], key))
                continue;
            if (place == pattern.Length - 1)
                ends = true;
            else
                next.Add((pattern, place + 1));
        }

        return next;
    }

    private static bool Matches(string pattern, string key) => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, key, ignoreCase: false);
}
