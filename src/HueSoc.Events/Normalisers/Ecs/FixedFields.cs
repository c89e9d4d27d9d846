using System.Text;

namespace HueSoc.Events.Normalisers.Ecs;

/// <summary>
/// Fields of one object whose values are the same in many events: made once as they are written, so that they are put into an event all at once.
/// </summary>
internal sealed class FixedFields
{
    private const int Padding = 32;

    /// <param name="fields">The fields, which are all in one object, and their values, each a text or a list of texts as one line of JSON; one without a value is left out.</param>
    public FixedFields(params (EcsField Field, byte[] Json)[] fields)
    {
        Fields = [.. fields.Where(field => field.Json.Length > 0)];
        List<byte> json = [];
        List<(int, int, int)> values = [];
        foreach ((EcsField field, byte[] value) in Fields)
        {
            json.AddRange(field.Place.Key.AsSpan(0, field.Place.KeyLength));
            AddValue(values, field.Place.Id, json.Count, value);
            json.AddRange(value);
        }

        Length = json.Count;
        Json = [.. json, .. new byte[Padding]];
        Values = [.. values];
    }

    /// <summary>The fields and their values.</summary>
    public (EcsField Field, byte[] Json)[] Fields { get; }

    /// <summary>All of them as JSON, a comma before each, and room behind for a copy that is longer.</summary>
    public byte[] Json { get; }

    /// <summary>How long that is.</summary>
    public int Length { get; }

    /// <summary>Each value in <see cref="Json"/>, elements of lists behind the list: the number of its path, its first byte and how many there are, of a list one.</summary>
    public (int Path, int Start, int Length)[] Values { get; }

    private static void AddValue(List<(int, int, int)> values, int path, int start, byte[] value)
    {
        if (value[0] != '[')
        {
            values.Add((path, start, value.Length));
            return;
        }

        values.Add((path, start, 1));
        int at = 1;
        foreach (string element in Encoding.UTF8.GetString(value)[1..^1].Split(','))
        {
            int length = Encoding.UTF8.GetByteCount(element);
            values.Add((path, start + at, length));
            at += length + 1;
        }
    }
}
