using System.Runtime.InteropServices;
using System.Text;

namespace HueSoc.Events.Readers;

/// <summary>
/// The forms of events, numbered: which paths their values have, one after the other. A number once given stays. Not for several threads at once.
/// </summary>
public sealed class EventForms
{
    /// <summary>The number of the path of an event itself.</summary>
    public const int Root = 0;

    // Of what comes from a file; far more than all that a machine logs has.
    private const int MostPaths = 1 << 14;
    private const int MostForms = 1 << 12;
    private const int MostValues = 1 << 18;

    private readonly Dictionary<(int Parent, string Key), int> numbers = [];
    private readonly List<(int Parent, byte[] Key)> paths = [(Root, [])];
    private readonly Dictionary<int, int> byHash = [];
    private readonly List<Form> forms = [default];
    private int values;

    /// <summary>The path that a path is in; its number is lower.</summary>
    public int Parent(int path) => paths[path].Parent;

    /// <summary>The last key of a path, as it is written between the quotes.</summary>
    public ReadOnlySpan<byte> Key(int path) => paths[path].Key;

    /// <summary>The paths of the values of a form, in the order of the event, but for the event itself. Arrays are no part of a path.</summary>
    public ReadOnlySpan<int> Paths(int form) => forms[form].Paths;

    /// <summary>Whether there are so many that hardly any more are kept.</summary>
    internal bool IsFull => paths.Count >= MostPaths || forms.Count == MostForms || values > MostValues / 2;

    /// <summary>The number of a path that a document has.</summary>
    /// <param name="parent">What it is in.</param>
    /// <param name="key">Its last key, as it is written between the quotes.</param>
    /// <returns>Below 0 when there are so many that no more are kept.</returns>
    internal int PathOfDocument(int parent, ReadOnlySpan<byte> key) => Path(parent, key, paths.Count < MostPaths);

    /// <summary>The number of a path that the program itself writes.</summary>
    internal int Path(int parent, ReadOnlySpan<byte> key) => Path(parent, key, adds: true);

    /// <summary>The number of a form.</summary>
    /// <param name="sequence">The paths of its values.</param>
    /// <returns>0 when there are so many that no more are kept.</returns>
    internal int Of(ReadOnlySpan<int> sequence)
    {
        HashCode code = default;
        code.AddBytes(MemoryMarshal.AsBytes(sequence));
        int hash = code.ToHashCode();
        int first = byHash.GetValueOrDefault(hash);
        for (int form = first; form != 0; form = forms[form].Next)
        {
            if (sequence.SequenceEqual(forms[form].Paths))
                return form;
        }

        if (forms.Count == MostForms || sequence.Length > MostValues - values)
            return 0;
        values += sequence.Length;
        forms.Add(new(sequence.ToArray(), first));
        return byHash[hash] = forms.Count - 1;
    }

    private int Path(int parent, ReadOnlySpan<byte> key, bool adds)
    {
        string name = Encoding.Latin1.GetString(key);
        if (numbers.TryGetValue((parent, name), out int known))
            return known;
        if (!adds)
            return -1;
        numbers.Add((parent, name), paths.Count);
        paths.Add((parent, key.ToArray()));
        return paths.Count - 1;
    }

    /// <summary>A form.</summary>
    /// <param name="Paths">The paths of its values.</param>
    /// <param name="Next">The next one of the same hash; 0 when there is none.</param>
    private readonly record struct Form(int[] Paths, int Next);
}
