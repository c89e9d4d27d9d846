using System.Text;
using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Logs;

/// <summary>Fields that every event of a machine has: <c>host.name</c>, <c>host.os.type</c>, <c>agent.version</c> … What a record says of them does not replace them.</summary>
public sealed class ConstantFields
{
    private readonly List<(byte[] Field, byte[] Json)> fields = [];

    /// <summary>Adds a field with a text.</summary>
    /// <param name="field">Its ECS name.</param>
    /// <param name="text">The text.</param>
    public ConstantFields Add(string field, string text)
    {
        ByteSink json = new();
        json.Write((byte)'"');
        JsonStrings.Escape(json, Encoding.UTF8.GetBytes(text));
        json.Write((byte)'"');
        fields.Add((Encoding.UTF8.GetBytes(field), json.Written.ToArray()));
        return this;
    }

    /// <summary>Adds a field with another value.</summary>
    /// <param name="field">Its ECS name.</param>
    /// <param name="json">The value as JSON, on one line.</param>
    public ConstantFields AddJson(string field, ReadOnlySpan<byte> json)
    {
        fields.Add((Encoding.UTF8.GetBytes(field), json.ToArray()));
        return this;
    }

    internal void WriteTo(EventDraft draft)
    {
        foreach ((byte[] field, byte[] json) in fields)
            draft.AddJson(field, json);
    }

    // A document that names a machine may be of another one: then nothing of ours is said about it.
    internal void OfferTo(EventDraft draft)
    {
        bool namesHost = draft.Has("host.name"u8);
        foreach ((byte[] field, byte[] json) in fields)
        {
            if (!draft.Has(field) && !(namesHost && field.AsSpan().StartsWith("host."u8)))
                draft.SetJson(field, json);
        }
    }
}
