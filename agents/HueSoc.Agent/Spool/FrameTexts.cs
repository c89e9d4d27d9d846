using System.Text;

namespace HueSoc.Agent.Spool;

/// <summary>The texts that a batch has numbered so far.</summary>
internal sealed class FrameTexts
{
    // A batch has a text for each source and each data stream; more than this is damage.
    private const int MaxTexts = 1 << 20;

    private readonly Dictionary<int, string> _texts = [];

    // Batches follow each other with the same few texts: a string is made once.
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);

    /// <summary>Another batch begins.</summary>
    public void Clear() => _texts.Clear();

    /// <summary>Learns a text.</summary>
    public string? Learn(long number, ReadOnlySpan<byte> utf8)
    {
        if (number is < 0 or >= MaxTexts)
            return null;

        string text = Known(utf8);
        _texts[(int)number] = text;
        return text;
    }

    /// <summary>The text of a number; null when its definition was not read.</summary>
    public string? Find(long number) => number is >= 0 and < MaxTexts && _texts.TryGetValue((int)number, out string? text) ? text : null;

    private string Known(ReadOnlySpan<byte> utf8)
    {
        const int Short = 256;
        if (utf8.Length > Short)
            return Encoding.UTF8.GetString(utf8);

        Span<char> characters = stackalloc char[Short];
        ReadOnlySpan<char> key = characters[..Encoding.UTF8.GetChars(utf8, characters)];
        Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> lookup = _known.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(key, out string? text))
            return text;

        if (_known.Count >= 1_000)
            _known.Clear();

        text = key.ToString();
        _known.Add(text, text);
        return text;
    }
}
