using System.Collections.Immutable;
using System.Numerics;
using System.Text;
using System.Text.Json;
using HueSoc.Storage.Text;

namespace HueSoc.Storage.Queries;

/// <summary>Takes the values a <see cref="FieldScan"/> meets.</summary>
#pragma warning disable MA0048 // The scan and who listens to it are one thing.
internal interface IFieldSink
{
    /// <summary>A value of a field: text, number or truth value, never null.</summary>
    /// <param name="field">The field's index in the scan.</param>
    /// <param name="reader">Stands on the value.</param>
    void OnValue(int field, in JsonCursor reader);
}

/// <summary>
/// Finds the values of some fields in one pass over an event. A field stands nested, dotted or mixed
/// (<c>{"a":{"b.c":1}}</c>), once or several times; arrays, and objects in arrays, give several values. Not for several threads at once.
/// </summary>
internal sealed class FieldScan
{
    /// <summary>How many fields one scan can look for.</summary>
    public const int MaxFields = 64;

    private readonly byte[][] names;
    private readonly ulong below;
    private readonly ulong[] byFirstByte = new ulong[256];
    private readonly JsonText escapedNames = new();
    private readonly ulong[] levels = new ulong[JsonCursor.RoomLength];
    private Frame[] frames = new Frame[16];

    /// <summary>A scan for some fields.</summary>
    /// <param name="fields">The fields, at most <see cref="MaxFields"/>, each once.</param>
    /// <param name="below">For which of them, by bit, a value of a field below counts too (<c>process.name</c> for <c>process</c>).</param>
    public FieldScan(ImmutableArray<string> fields, ulong below = 0)
    {
        if (fields.Length > MaxFields)
            throw new ArgumentOutOfRangeException(nameof(fields), fields.Length, "there are too many fields");
        names = [.. fields.Select(Encoding.UTF8.GetBytes)];
        this.below = below;
        for (int field = 0; field < names.Length; field++)
        {
            if (names[field].Length > 0)
                byFirstByte[names[field][0]] |= 1UL << field;
        }
    }

    /// <summary>Scans an event.</summary>
    /// <returns>Whether it is one JSON object; when it is not, what was met before the fault has been told.</returns>
    public bool Scan(ReadOnlySpan<byte> document, IFieldSink sink)
    {
        JsonCursor reader = new(document, levels);
        return reader.Read() && reader.TokenType == JsonTokenType.StartObject && ScanObject(ref reader, sink);
    }

    private bool ScanObject(ref JsonCursor reader, IFieldSink sink)
    {
        int depth = 0;
        frames[0] = default;
        Frame next = default; // What a value that comes now would mean.
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    next = Meaning(in reader, depth == 0, in frames[depth]);
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    bool isArray = reader.TokenType == JsonTokenType.StartArray;
                    Frame opened = frames[depth].IsArray ? frames[depth] : next;
                    opened.IsArray = isArray;
                    if (!isArray)
                        opened.Ends &= below;
                    if (opened.Ends == 0 && opened.Open == 0)
                    {
                        reader.Skip();
                        break;
                    }

                    depth++;
                    if (depth == frames.Length)
                        Array.Resize(ref frames, depth * 2);
                    frames[depth] = opened;
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    depth--;
                    break;
                case JsonTokenType.Null:
                    break;
                default:
                    Tell(frames[depth].IsArray ? frames[depth].Ends : next.Ends, in reader, sink);
                    break;
            }
        }

        return depth < 0 && !reader.IsFaulty;
    }

    private static void Tell(ulong fields, in JsonCursor reader, IFieldSink sink)
    {
        while (fields != 0)
        {
            sink.OnValue(BitOperations.TrailingZeroCount(fields), in reader);
            fields &= fields - 1;
        }
    }

    private Frame Meaning(in JsonCursor reader, bool isRoot, in Frame parent)
    {
        ReadOnlySpan<byte> name = reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(escapedNames.Read(in reader).ToString()) : reader.ValueSpan;
        Frame meaning = new() { Length = parent.Length + name.Length + 1, Ends = isRoot ? 0 : parent.Ends };
        ulong fields = name.IsEmpty ? 0 : isRoot ? byFirstByte[name[0]] : parent.Open;
        while (fields != 0)
        {
            int field = BitOperations.TrailingZeroCount(fields);
            fields &= fields - 1;
            ReadOnlySpan<byte> rest = names[field].AsSpan(parent.Length);
            if (rest.StartsWith(name))
            {
                if (rest.Length == name.Length)
                    meaning.Ends |= 1UL << field;
                else if (rest[name.Length] == (byte)'.')
                    meaning.Open |= 1UL << field;
            }
            else if (((below >> field) & 1) != 0 && name.StartsWith(rest) && name[rest.Length] == (byte)'.')
            {
                meaning.Ends |= 1UL << field;
            }
        }

        return meaning;
    }

    /// <summary>What the values in an open object or array mean.</summary>
    private struct Frame
    {
        /// <summary>Whether it is an array.</summary>
        public bool IsArray;

        /// <summary>Fields a scalar here is a value of; in an object only those for which what stands below counts.</summary>
        public ulong Ends;

        /// <summary>Fields that go on below a property here.</summary>
        public ulong Open;

        /// <summary>How many bytes of a field's name lie above, with the dot behind them.</summary>
        public int Length;
    }
}
