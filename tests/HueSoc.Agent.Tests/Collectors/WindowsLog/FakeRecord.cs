namespace HueSoc.Agent.Tests.Collectors.WindowsLog;

/// <summary>A record of a log that is made up.</summary>
/// <param name="Id">Its number in the log.</param>
/// <param name="Serial">Its number among all that were ever written.</param>
/// <param name="Xml">What it is rendered as.</param>
internal sealed record FakeRecord(long Id, int Serial, string Xml)
{
    /// <summary>Why it cannot be rendered; 0 when it can.</summary>
    public int RenderError { get; init; }

    /// <summary>What it takes of a call.</summary>
    public int CallBytes { get; init; } = 1;

    /// <summary>An event with a number in its data.</summary>
    public static string XmlOf(long id, int serial, string channel) =>
        $"<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='P'/><EventID>1</EventID><TimeCreated SystemTime='{new DateTime(2026, 3, 1).AddSeconds(serial):yyyy-MM-ddTHH:mm:ss}.1234567Z'/>"
        + $"<EventRecordID>{id}</EventRecordID><Channel>{channel}</Channel><Computer>pc</Computer></System><EventData><Data Name='N'>{serial}</Data></EventData></Event>";
}
