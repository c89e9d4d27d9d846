using System.Text;
using System.Text.Json;
using HueSoc.Sigma.Matching;

namespace HueSoc.Sigma.Tests.Model;

/// <summary>Where the values of events stand, found by reading them with <see cref="Utf8JsonReader"/>, as a writer of events would note it.</summary>
internal sealed class NotedPlaces : IEventForms
{
    private readonly List<(int Parent, byte[] Key)> paths = [(0, [])];
    private readonly List<int[]> forms = [[]];

    public ReadOnlySpan<int> Paths(int form) => forms[form];

    public int Parent(int path) => paths[path].Parent;

    public ReadOnlySpan<byte> Key(int path) => paths[path].Key;

    /// <summary>The places of an event; null for one that the reader does not take: with control characters as they are, or too deep.</summary>
    public EventPlaces? Of(byte[] json)
    {
        List<int> sequence = [];
        List<(int, int)> places = [];
        try
        {
            Read(json, sequence, places);
        }
        catch (JsonException)
        {
            return null;
        }

        int form = forms.FindIndex(f => f.AsSpan().SequenceEqual(sequence.ToArray()));
        if (form < 0)
        {
            form = forms.Count;
            forms.Add([.. sequence]);
        }

        return new(this, form, places.ToArray());
    }

    private void Read(byte[] json, List<int> sequence, List<(int Start, int Length)> places)
    {
        Utf8JsonReader reader = new(json);
        Stack<int> within = new();
        int path = 0;
        while (reader.Read())
        {
            int start = (int)reader.TokenStartIndex;
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    path = Number(within.Peek(), reader.ValueSpan.ToArray());
                    continue;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    path = within.Pop();
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    Add(path, start, 1);
                    within.Push(path);
                    break;
                default:
                    Add(path, start, (int)reader.BytesConsumed - start);
                    break;
            }

            // An element of an array has the path of the array.
            if (within.Count > 0)
                path = within.Peek();
        }

        sequence.RemoveAt(0);
        places.RemoveAt(0);

        void Add(int of, int start, int length)
        {
            sequence.Add(of);
            places.Add((start, length));
        }
    }

    private int Number(int parent, byte[] key)
    {
        int known = paths.FindIndex(1, p => p.Parent == parent && p.Key.AsSpan().SequenceEqual(key));
        if (known > 0)
            return known;
        paths.Add((parent, key));
        return paths.Count - 1;
    }
}
