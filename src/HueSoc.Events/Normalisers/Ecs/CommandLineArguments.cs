using System.Buffers;

namespace HueSoc.Events.Normalisers.Ecs;

/// <summary>
/// A command line taken apart as programs on Windows do it (CommandLineToArgvW): blanks separate, quotes hold together, and a backslash is only one before a quote.
/// </summary>
internal static class CommandLineArguments
{
    // Windows takes 32,767 characters, each of which has up to three bytes.
    private const int LongestLine = 32_767 * 3;
    private const int MostListed = 1000;
    private static readonly SearchValues<byte> Marks = SearchValues.Create("\"\\ \t"u8);
    private static readonly SearchValues<byte> MarksInQuotes = SearchValues.Create("\"\\"u8);

    /// <summary>Writes the arguments, the program's own name first, and how many there are.</summary>
    public static void Write(EcsWriter writer, EcsField field, ReadOnlySpan<byte> line)
    {
        line = line.Trim(" \t\r\n"u8);
        if (line.IsEmpty || line.Length > LongestLine)
            return;
        ByteSink list = writer.List;
        list.Clear();
        int count = 0;
        while (!line.IsEmpty)
        {
            bool isListed = count < MostListed;
            if (isListed)
                list.Write(count == 0 ? "[\""u8 : ",\""u8);
            line = count == 0 ? TakeProgram(list, line) : TakeArgument(list, line, isListed);
            if (isListed)
                list.Write((byte)'"');
            count++;
            line = line.TrimStart(" \t"u8);
        }

        list.Write((byte)']');
        writer.Put(field.Beside[0], list.Written);
        writer.Put(field.Beside[1], count);
    }

    // In the name of the program there are no escapes: a path cannot hold a quote.
    private static ReadOnlySpan<byte> TakeProgram(ByteSink list, ReadOnlySpan<byte> line)
    {
        bool isQuoted = line[0] == '"';
        ReadOnlySpan<byte> rest = isQuoted ? line[1..] : line;
        int end = isQuoted ? rest.IndexOf((byte)'"') : rest.IndexOfAny((byte)' ', (byte)'\t');
        JsonStrings.Escape(list, end < 0 ? rest : rest[..end]);
        return end < 0 ? default : rest[(isQuoted ? end + 1 : end)..];
    }

    private static ReadOnlySpan<byte> TakeArgument(ByteSink list, ReadOnlySpan<byte> line, bool isListed)
    {
        bool inQuotes = false;
        int at = 0;
        while (at < line.Length)
        {
            int run = line[at..].IndexOfAny(inQuotes ? MarksInQuotes : Marks);
            if (run < 0)
                run = line.Length - at;
            Add(list, line.Slice(at, run), isListed);
            at += run;
            if (at == line.Length || line[at] is (byte)' ' or (byte)'\t')
                break;

            int slashes = 0;
            while (at < line.Length && line[at] == '\\')
            {
                slashes++;
                at++;
            }

            bool isQuote = at < line.Length && line[at] == '"';
            int kept = isQuote ? slashes / 2 : slashes;
            for (int i = 0; i < kept; i++)
                Add(list, "\\"u8, isListed);
            if (!isQuote)
                continue;
            at++;
            if (slashes % 2 == 1)
            {
                Add(list, "\""u8, isListed);
            }
            else if (inQuotes && at < line.Length && line[at] == '"')
            {
                // Two quotes within quotes are one.
                Add(list, "\""u8, isListed);
                at++;
            }
            else
            {
                inQuotes = !inQuotes;
            }
        }

        return line[at..];
    }

    private static void Add(ByteSink list, ReadOnlySpan<byte> text, bool isListed)
    {
        if (isListed)
            JsonStrings.Escape(list, text);
    }
}
