namespace HueSoc.Storage.Queries;

/// <summary>What a predicate reads of one field of an event.</summary>
/// <param name="name">The field.</param>
/// <param name="countsBelow">Whether fields below count too.</param>
internal sealed class FieldSlot(string name, bool countsBelow)
{
    private readonly bool isAddress = Text.AddressText.IsAddressField(name);
    private readonly int maxLength = TextFields.Contains(name) ? Queries.Words.MaxTextLength : FieldValue.MaxLength;
    private char[] folded = new char[64];

    /// <summary>The field.</summary>
    public string Field => name;

    /// <summary>Whether fields below count too.</summary>
    public bool CountsBelow => countsBelow;

    /// <summary>Whether values are asked for.</summary>
    public bool NeedsValues { get; set; }

    /// <summary>Whether words are asked for.</summary>
    public bool NeedsWords { get; set; }

    /// <summary>Whether the field is there.</summary>
    public bool IsPresent { get; private set; }

    /// <summary>Its values, each once.</summary>
    public List<string> Values { get; } = [];

    /// <summary>Its words.</summary>
    public WordBuffer Words { get; } = new();

    /// <summary>Forgets the event before.</summary>
    public void Clear()
    {
        IsPresent = false;
        Values.Clear();
        Words.Clear();
    }

    /// <summary>Takes a value.</summary>
    public void Add(ReadOnlySpan<char> value)
    {
        IsPresent = true;
        if (NeedsWords)
            Words.Add(value);
        if (!NeedsValues || Values.Count == FieldValue.MaxValues)
            return;
        ReadOnlySpan<char> compared = FieldValue.Of(value, isAddress, maxLength, ref folded);
        foreach (string known in Values)
        {
            if (compared.SequenceEqual(known))
                return;
        }

        Values.Add(compared.ToString());
    }
}
