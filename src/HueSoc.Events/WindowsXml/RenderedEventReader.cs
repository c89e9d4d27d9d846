using System.Globalization;
using System.Text.Unicode;
using HueSoc.Events.Normalisers;
using HueSoc.Events.Windows;

namespace HueSoc.Events.WindowsXml;

/// <summary>
/// Makes the Windows layout, one line of JSON, of an event that Windows rendered as XML: the same line that <c>EvtxReader</c> makes of it in its file before it adds ECS. Used again and again by one thread.
/// </summary>
internal sealed class RenderedEventReader
{
    /// <summary>How many bytes of XML, in UTF-8, an event has at most. What Windows logs has 64 KiB before it is rendered.</summary>
    public const int MaxBytes = 4 << 20;

    private readonly WindowsEventWriter writer = new();
    private readonly EventXmlParser parser;

    /// <summary>A reader.</summary>
    public RenderedEventReader() => parser = new EventXmlParser(writer);

    /// <summary>What is wrong and where, when something is.</summary>
    public string Fault => parser.Fault;

    /// <summary>The EventRecordID of the last event; below 0 when it has none that is a number.</summary>
    public long RecordId => writer.RecordId;

    /// <summary>Reads one event and nothing else.</summary>
    /// <param name="xml">The XML in UTF-8 (<see cref="XmlEncoding"/>).</param>
    /// <param name="output">Gets the line at its end, without a line end.</param>
    /// <returns>False when it is none: <see cref="Fault"/> says what is wrong, and nothing is written.</returns>
    public bool TryRead(ReadOnlySpan<byte> xml, ByteSink output)
    {
        if (xml.Length > MaxBytes)
            return parser.Fail(MaxBytes, string.Create(CultureInfo.InvariantCulture, $"more than {MaxBytes} bytes"));
        if (!Utf8.IsValid(xml))
            return parser.Fail(0, "not UTF-8");
        int start = output.Length;
        int at = 0;
        if (!TryReadNext(xml, ref at, output))
            return false;
        if (xml[at..].IndexOfAnyExcept(" \t\r\n"u8) < 0)
            return true;
        output.Truncate(start);
        return parser.Fail(at, "more follows behind the event");
    }

    /// <summary>Reads the next of several events that stand one behind the other.</summary>
    /// <param name="xml">Valid UTF-8.</param>
    /// <param name="at">Where to begin; where the event ends afterwards.</param>
    /// <param name="output">Gets the line at its end, without a line end.</param>
    /// <returns>False when it is none, or there is none left: nothing is written.</returns>
    public bool TryReadNext(ReadOnlySpan<byte> xml, ref int at, ByteSink output)
    {
        writer.Begin();
        return parser.TryParse(xml, ref at) && (writer.Complete(output) || parser.Fail(at, "too much for one event"));
    }
}
