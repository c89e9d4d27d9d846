using System.Collections.Immutable;
using HueSoc.Storage.Queries;
using HueSoc.Storage.Text;

namespace HueSoc.Storage.Sqlite;

/// <summary>A further value of a hot field.</summary>
/// <param name="Field">The field's number in <see cref="HotFields"/>.</param>
/// <param name="Value">The value, as in its column.</param>
#pragma warning disable MA0048 // The reader and what it reads are one thing.
internal readonly record struct FurtherValue(int Field, string Value);

/// <summary>
/// Reads from an event, in one pass, what a day's file keeps beside it: the hot fields and the words of the full text. Use one
/// a thread, again and again; what it read is valid until the next <see cref="Read"/>.
/// </summary>
internal sealed class HotFieldReader : IFieldSink
{
    private const int MessageField = 10;
    private const int CommandLineField = 11;
    private const int WindowsCommandLineField = 12;

    private static readonly ImmutableArray<string> Fields =
        [.. HotFields.All.Select(hot => hot.Field), TextFields.Message, TextFields.CommandLine, TextFields.WindowsCommandLine];

    private static readonly bool[] IsAddress = [.. Fields.Select(AddressText.IsAddressField)];

    private readonly FieldScan scan = new(Fields);
    private readonly JsonText text = new();
    private readonly ValueCache cache = new();
    private readonly string?[] firsts = new string?[HotFields.All.Length];
    private readonly int[] counts = new int[HotFields.All.Length];
    private readonly List<FurtherValue> further = [];
    private readonly WordBuffer words = new();
    private readonly WordBuffer commandLine = new();
    private readonly WordBuffer windowsCommandLine = new();
    private char[] folded = new char[256];
    private bool hasCommandLine;

    /// <summary>Values of hot fields behind the first, each once.</summary>
    public IReadOnlyList<FurtherValue> Further => further;

    /// <summary>The words of the full text, for the column <c>words.text</c>: message, then command line; empty when there are none.</summary>
    public ReadOnlySpan<char> WordText => words.Text.IsEmpty ? [] : words.Text[1..];

    /// <summary>Whether the event holds more words (<see cref="Words.MaxWords"/>) or values (<see cref="FieldValue.MaxValues"/>) than can be found.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Reads an event.</summary>
    /// <param name="document">One JSON object in UTF-8.</param>
    /// <returns>Whether it is one; when it is not, what was read before the fault is there.</returns>
    public bool Read(ReadOnlySpan<byte> document)
    {
        Array.Clear(firsts);
        Array.Clear(counts);
        further.Clear();
        words.Clear();
        commandLine.Clear();
        windowsCommandLine.Clear();
        hasCommandLine = false;
        IsCut = false;
        bool isObject = scan.Scan(document, this);
        // A search in command lines alone begins with the border, which few events have.
        words.AddAll(hasCommandLine ? commandLine : windowsCommandLine, isAlwaysBordered: true);
        if (words.IsCut)
            words.AddCutMark();
        IsCut |= words.IsCut;
        return isObject;
    }

    /// <summary>The first value of a hot field; null when the event lacks it.</summary>
    /// <param name="field">The field's number in <see cref="HotFields"/>.</param>
    public string? First(int field) => firsts[field];

    void IFieldSink.OnValue(int field, in JsonCursor reader)
    {
        switch (field)
        {
            case MessageField:
                AddWords(words, in reader);
                break;
            case CommandLineField:
                hasCommandLine = true;
                AddWords(commandLine, in reader);
                break;
            case WindowsCommandLineField:
                AddWords(windowsCommandLine, in reader);
                break;
            default:
                AddValue(field, in reader);
                break;
        }
    }

    private void AddWords(WordBuffer to, in JsonCursor reader)
    {
        if (!to.TryAddAscii(reader.ValueSpan))
            to.Add(text.Read(in reader));
    }

    private void AddValue(int field, in JsonCursor reader)
    {
        ReadOnlySpan<byte> written = reader.ValueSpan;
        if (!cache.TryGet(written, IsAddress[field], out string? value))
        {
            value = FieldValue.Of(text.Read(in reader), IsAddress[field], FieldValue.MaxLength, ref folded).ToString();
            cache.Keep(written, IsAddress[field], value);
        }

        if (firsts[field] is not { } first)
        {
            firsts[field] = value;
            counts[field] = 1;
        }
        else if (!string.Equals(first, value, StringComparison.Ordinal) && !further.Contains(new(field, value)))
        {
            if (counts[field] == FieldValue.MaxValues)
            {
                IsCut = true;
                return;
            }

            counts[field]++;
            further.Add(new(field, value));
        }
    }
}
