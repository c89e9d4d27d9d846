using System.Globalization;

namespace HueSoc.Storage.Text;

/// <summary>What the Unicode Character Database says about composing characters (<c>composition.txt</c>).</summary>
internal sealed class CompositionTable
{
    private const string Resource = "HueSoc.Storage.Text.composition.txt";

    private readonly Dictionary<int, (int First, int Second)> parts = [];
    private readonly Dictionary<long, int> wholes = [];
    private readonly Dictionary<int, byte> classes = [];
    private readonly byte[] suspects = new byte[0x10000 / 8];

    private CompositionTable(StreamReader lines)
    {
        while (lines.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
                continue;
            string[] cells = line.Split(' ');
            if (string.Equals(cells[1], "..", StringComparison.Ordinal))
                AddClass(Hex(cells[0]), Hex(cells[2]), byte.Parse(cells[3], CultureInfo.InvariantCulture));
            else
                AddParts(Hex(cells[0]), Hex(cells[2]), cells.Length > 3 ? Hex(cells[3]) : 0, string.Equals(cells[1], "=", StringComparison.Ordinal));
        }
    }

    /// <summary>The table.</summary>
    public static CompositionTable Instance { get; } = Load();

    /// <summary>Whether text with this UTF-16 unit may have to be composed: it combines, may be the second part of something, or is never left whole. Every surrogate counts.</summary>
    public bool IsSuspect(char unit) => (suspects[unit >> 3] & (1 << (unit & 7))) != 0;

    /// <summary>The parts of a character; second is 0 when there is one.</summary>
    public bool TryGetParts(int character, out (int First, int Second) found) => parts.TryGetValue(character, out found);

    /// <summary>What two characters compose to.</summary>
    public bool TryCompose(int first, int second, out int whole) => wholes.TryGetValue(((long)first << 32) | (uint)second, out whole);

    /// <summary>The canonical combining class; 0 for a character that starts anew.</summary>
    public byte ClassOf(int character) => classes.GetValueOrDefault(character);

    private static CompositionTable Load()
    {
        Stream stream = typeof(CompositionTable).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"the resource {Resource} is missing");
        using StreamReader reader = new(stream);
        CompositionTable table = new(reader);
        for (int unit = 0xD800; unit <= 0xDFFF; unit++)
            table.Suspect(unit);
        for (int jamo = 0x1161; jamo <= 0x11C2; jamo++)
            table.Suspect(jamo);
        return table;
    }

    private static int Hex(string text) => int.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private void AddClass(int first, int last, byte combining)
    {
        for (int character = first; character <= last; character++)
        {
            classes[character] = combining;
            Suspect(character);
        }
    }

    private void AddParts(int character, int first, int second, bool composes)
    {
        parts[character] = (first, second);
        if (composes)
        {
            wholes[((long)first << 32) | (uint)second] = character;
            Suspect(second);
        }
        else
        {
            Suspect(character);
        }
    }

    private void Suspect(int character)
    {
        if (character <= 0xFFFF)
            suspects[character >> 3] |= (byte)(1 << (character & 7));
    }
}
