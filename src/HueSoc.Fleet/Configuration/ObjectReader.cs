using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using HueSoc.Fleet.Json;

namespace HueSoc.Fleet.Configuration;

/// <summary>Reads the members of a JSON object one by one, and notes what is wrong with them. A null stands for a member that is left out.</summary>
/// <param name="json">The object, if it is one.</param>
/// <param name="place">Where it stands.</param>
/// <param name="faults">Takes what is wrong.</param>
internal sealed class ObjectReader(JsonElement json, string place, List<string> faults)
{
    private const int MostUnknown = 8;
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly bool isObject = IsObject(json, place, faults);

    /// <summary>A text; null when it is left out.</summary>
    public string? Text(string name)
    {
        if (Member(name) is not { } member)
            return null;
        if (member.ValueKind == JsonValueKind.String && TextOf(member) is { } text)
            return text;
        Fault(name, "must be a text", member);
        return null;
    }

    /// <summary>A whole number.</summary>
    public long Number(string name, long usual)
    {
        if (Member(name) is not { } member)
            return usual;
        if (member.ValueKind == JsonValueKind.Number && member.TryGetInt64(out long number))
            return number;
        Fault(name, "must be a whole number", member);
        return usual;
    }

    /// <summary>A whole number of 32 bits.</summary>
    public int Int(string name, int usual)
    {
        long number = Number(name, usual);
        if (number is >= int.MinValue and <= int.MaxValue)
            return (int)number;
        faults.Add($"{Place(name)}: is far too large or too small");
        return usual;
    }

    /// <summary>One of some words, which has to be there; the first when it is not.</summary>
    public T Word<T>(string name, params ReadOnlySpan<(string Word, T Value)> words)
    {
        string? text = Text(name);
        StringBuilder all = new();
        foreach ((string word, T value) in words)
        {
            if (text == word)
                return value;
            all.Append(all.Length == 0 ? "" : ", ").Append(word);
        }

        faults.Add($"{Place(name)}: must be one of {all}, {(text is null ? "and is missing" : $"was {FleetText.Shown(text)}")}");
        return words[0].Value;
    }

    /// <summary>Some texts.</summary>
    public ImmutableArray<string> Texts(string name, int most) => Items(name, most, (item, at) =>
    {
        if (item.ValueKind == JsonValueKind.String && TextOf(item) is { } text)
            return text;
        faults.Add($"{at}: must be a text");
        return null;
    });

    /// <summary>Some objects.</summary>
    public ImmutableArray<T> Objects<T>(string name, int most, Func<ObjectReader, T> read)
        where T : class => Items(name, most, (item, at) => read(new(item, at, faults)));

    /// <summary>An object; null when it is left out.</summary>
    public T? Object<T>(string name, Func<ObjectReader, T> read)
        where T : class => Member(name) is { } member ? read(new(member, Place(name), faults)) : null;

    /// <summary>Names the members that nobody asked for.</summary>
    public void RefuseOthers()
    {
        if (!isObject)
            return;
        int count = 0;
        foreach (JsonProperty member in json.EnumerateObject())
        {
            if (!known.Contains(member.Name) && ++count <= MostUnknown)
                faults.Add($"{Place(FleetText.Shown(member.Name))}: there is no such member");
        }
    }

    private static bool IsObject(JsonElement json, string place, List<string> faults)
    {
        if (json.ValueKind == JsonValueKind.Object)
            return true;
        faults.Add($"{place}: must be an object, was {Kind(json)}");
        return false;
    }

    private static string Kind(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "a truth value",
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        _ => "null",
    };

    // A text may hold the escape of half a character, which no string can be made of.
    private static string? TextOf(JsonElement json)
    {
        try
        {
            return json.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private ImmutableArray<T> Items<T>(string name, int most, Func<JsonElement, string, T?> read)
        where T : class
    {
        if (Member(name) is not { } member)
            return [];
        if (member.ValueKind != JsonValueKind.Array)
        {
            Fault(name, "must be an array", member);
            return [];
        }

        if (member.GetArrayLength() > most)
        {
            faults.Add($"{Place(name)}: at most {most}, was {member.GetArrayLength()}");
            return [];
        }

        ImmutableArray<T>.Builder items = ImmutableArray.CreateBuilder<T>();
        int index = 0;
        foreach (JsonElement item in member.EnumerateArray())
        {
            if (read(item, $"{Place(name)}[{index++}]") is { } value)
                items.Add(value);
        }

        return items.ToImmutable();
    }

    private JsonElement? Member(string name)
    {
        known.Add(name);
        return isObject && json.TryGetProperty(name, out JsonElement member) && member.ValueKind != JsonValueKind.Null ? member : null;
    }

    private void Fault(string name, string fault, JsonElement member) => faults.Add($"{Place(name)}: {fault}, was {Kind(member)}");

    private string Place(string name) => place == "$" ? name : $"{place}.{name}";
}
