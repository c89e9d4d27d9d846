using System.Text.Json;
using HueSoc.Events.Normalisers;

namespace HueSoc.Storage.Text;

/// <summary>
/// Walks over the tokens of one JSON document, by the grammar of RFC 8259 and no more, as <see cref="Utf8JsonReader"/> does; but never throws, and passes over the inside
/// of strings 32 bytes a step, escapes or not: every event goes through here when it is stored and when it is searched.
/// </summary>
internal ref struct JsonCursor
{
    /// <summary>How many objects and arrays may lie in one another.</summary>
    public const int MaxDepth = 1000;

    private readonly ReadOnlySpan<byte> json;
    private readonly Span<ulong> outer;
    private int at;
    private int depth;
    private bool inObject;
    private Place place;

    /// <summary>Begins before the first token.</summary>
    /// <param name="document">The document.</param>
    /// <param name="room">Room for one bit a level: <see cref="RoomLength"/> words, whatever is in them.</param>
    public JsonCursor(ReadOnlySpan<byte> document, Span<ulong> room)
    {
        json = document;
        outer = room;
    }

    private enum Place
    {
        Value,
        Key,
        FirstOrEnd,
        CommaOrEnd,
        Behind,
    }

    /// <summary>The length of the room a cursor needs.</summary>
    public static int RoomLength => (MaxDepth + 63) / 64;

    /// <summary>What the cursor stands on.</summary>
    public JsonTokenType TokenType { get; private set; }

    /// <summary>A string or a name without its quotes, any other scalar as it is written.</summary>
    public ReadOnlySpan<byte> ValueSpan { get; private set; }

    /// <summary>Whether there are escapes in it.</summary>
    public bool ValueIsEscaped { get; private set; }

    /// <summary>Whether the document is no JSON; then it ends where that is seen.</summary>
    public bool IsFaulty { get; private set; }

    /// <summary>Goes to the next token.</summary>
    /// <returns>False behind the last one, and at a fault.</returns>
    public bool Read()
    {
        SkipBlanks();
        if (place == Place.Behind)
            return at < json.Length && Fail();
        if (at >= json.Length)
            return Fail();
        byte next = json[at];
        if (place is Place.CommaOrEnd or Place.FirstOrEnd)
        {
            if (next == (inObject ? '}' : ']'))
                return Close();
            if (place == Place.CommaOrEnd)
            {
                if (next != ',')
                    return Fail();
                at++;
                SkipBlanks();
                if (at >= json.Length)
                    return Fail();
                next = json[at];
            }

            place = inObject ? Place.Key : Place.Value;
        }

        return place == Place.Key ? ReadName(next) : ReadValue(next);
    }

    /// <summary>From the beginning of an object or array to its end.</summary>
    /// <returns>False when there is none.</returns>
    public bool Skip()
    {
        int until = depth - 1;
        while (depth > until)
        {
            if (!Read())
                return false;
        }

        return true;
    }

    private bool ReadName(byte first)
    {
        TokenType = JsonTokenType.PropertyName;
        if (first != '"' || !ReadString())
            return Fail();
        SkipBlanks();
        if (at >= json.Length || json[at] != ':')
            return Fail();
        at++;
        place = Place.Value;
        return true;
    }

    private bool ReadValue(byte first)
    {
        switch (first)
        {
            case (byte)'"':
                TokenType = JsonTokenType.String;
                place = depth == 0 ? Place.Behind : Place.CommaOrEnd;
                return ReadString() || Fail();
            case (byte)'{':
                TokenType = JsonTokenType.StartObject;
                return Open(isObject: true);
            case (byte)'[':
                TokenType = JsonTokenType.StartArray;
                return Open(isObject: false);
            case (byte)'t':
                return ReadWord("true"u8, JsonTokenType.True);
            case (byte)'f':
                return ReadWord("false"u8, JsonTokenType.False);
            case (byte)'n':
                return ReadWord("null"u8, JsonTokenType.Null);
            default:
                int length = JsonStrings.NumberLength(json[at..]);
                return length > 0 ? Scalar(length, JsonTokenType.Number) : Fail();
        }
    }

    private bool Open(bool isObject)
    {
        if (depth == MaxDepth)
            return Fail();
        ref ulong word = ref outer[depth >> 6];
        ulong bit = 1UL << (depth & 63);
        word = inObject ? word | bit : word & ~bit;
        depth++;
        inObject = isObject;
        place = Place.FirstOrEnd;
        at++;
        return true;
    }

    private bool Close()
    {
        TokenType = inObject ? JsonTokenType.EndObject : JsonTokenType.EndArray;
        depth--;
        inObject = ((outer[depth >> 6] >> (depth & 63)) & 1) != 0;
        place = depth == 0 ? Place.Behind : Place.CommaOrEnd;
        at++;
        return true;
    }

    private bool ReadWord(ReadOnlySpan<byte> word, JsonTokenType type) => json[at..].StartsWith(word) ? Scalar(word.Length, type) : Fail();

    private bool Scalar(int length, JsonTokenType type)
    {
        TokenType = type;
        ValueSpan = json.Slice(at, length);
        ValueIsEscaped = false;
        at += length;
        place = depth == 0 ? Place.Behind : Place.CommaOrEnd;
        return true;
    }

    // From the opening quote to behind the closing one.
    private bool ReadString()
    {
        int start = ++at;
        ValueIsEscaped = false;
        while (true)
        {
            at = JsonStrings.IndexOfMark(json, at);
            if (at >= json.Length)
                return false;
            switch (json[at])
            {
                case (byte)'"':
                    ValueSpan = json[start..at++];
                    return true;
                case (byte)'\\':
                    int length = JsonStrings.EscapeLength(json[at..], out _);
                    if (length == 0)
                        return false;
                    ValueIsEscaped = true;
                    at += length;
                    break;
                default:
                    return false;
            }
        }
    }

    private void SkipBlanks()
    {
        while (at < json.Length && json[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            at++;
    }

    private bool Fail()
    {
        IsFaulty = true;
        at = json.Length;
        place = Place.Behind;
        return false;
    }
}
