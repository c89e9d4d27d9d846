using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace HueSoc.Sigma.Tests.Model;

/// <summary>A piece of an event: exactly one of the three is set.</summary>
/// <param name="Scalar">A scalar, null included.</param>
/// <param name="Items">What an array holds.</param>
/// <param name="Properties">What an object holds, in order, keys that repeat included.</param>
internal sealed record NaiveElement(
    NaiveValue? Scalar, ImmutableArray<NaiveElement>? Items, ImmutableArray<NaiveElement.Property>? Properties)
{
    /// <summary>A property of an object.</summary>
    /// <param name="Name">Its key.</param>
    /// <param name="NameWithoutSpaces">Its key without spaces.</param>
    /// <param name="Value">Its value.</param>
    internal sealed record Property(string Name, string NameWithoutSpaces, NaiveElement Value);

    /// <summary>Takes over what JSON says.</summary>
    public static NaiveElement Read(JsonElement json)
    {
        ReadOnlySpan<byte> raw = JsonMarshal.GetRawUtf8Value(json);
        return json.ValueKind switch
        {
            JsonValueKind.Object => new(null, null, [.. json.EnumerateObject().Select(ReadProperty)]),
            JsonValueKind.Array => new(null, [.. json.EnumerateArray().Select(Read)], null),
            JsonValueKind.Null => new(new NaiveValue(null), null, null),
            JsonValueKind.String => new(new NaiveValue(NaiveText.Unescape(raw[1..^1])), null, null),
            _ => new(new NaiveValue(Encoding.UTF8.GetString(raw)), null, null),
        };
    }

    /// <summary>The scalars of this value; arrays are taken apart, objects are not.</summary>
    public IEnumerable<NaiveValue> OwnScalars() =>
        Scalar is not null ? [Scalar] : Items is { } items ? items.SelectMany(i => i.OwnScalars()) : [];

    /// <summary>All scalars in it, however deep.</summary>
    public IEnumerable<NaiveValue> AllScalars()
    {
        if (Scalar is not null)
            return [Scalar];
        return Items is { } items ? items.SelectMany(i => i.AllScalars()) : Properties!.Value.SelectMany(p => p.Value.AllScalars());
    }

    private static Property ReadProperty(JsonProperty property)
    {
        string name = NaiveText.Unescape(JsonMarshal.GetRawUtf8PropertyName(property));
        return new(name, name.Replace(" ", string.Empty, StringComparison.Ordinal), Read(property.Value));
    }
}
