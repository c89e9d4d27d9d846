using System.Globalization;
using HueSoc.Events.Tests.Evtx;

namespace HueSoc.Cli.Tests.Run;

/// <summary>Events in EVTX files that tests begin from.</summary>
internal static class GivenEvtx
{
    /// <summary>A program that was started, as Sysmon says it.</summary>
    public static ChunkBuilder Process(this ChunkBuilder chunk, int record, string program, string parent) => chunk.Event(
        record, "Microsoft-Windows-Sysmon", "Microsoft-Windows-Sysmon/Operational", 1, [("Image", program), ("ParentImage", parent)]);

    /// <summary>A part of a script.</summary>
    public static ChunkBuilder Script(this ChunkBuilder chunk, int record, string id, int number, int total, string text) => chunk.Event(
        record,
        "Microsoft-Windows-PowerShell",
        "Microsoft-Windows-PowerShell/Operational",
        4104,
        [("MessageNumber", Text(number)), ("MessageTotal", Text(total)), ("ScriptBlockText", text), ("ScriptBlockId", id)]);

    /// <summary>An event.</summary>
    public static ChunkBuilder Event(this ChunkBuilder chunk, int record, string provider, string channel, int id, (string Name, string Value)[] data) => chunk.Record(record, b =>
    {
        b.Open("Event").CloseStart()
            .Open("System").CloseStart()
            .Open("Provider", attributes: true).Attribute("Name").Text(provider).CloseEmpty()
            .Open("EventID").CloseStart().Text(Text(id)).End()
            .Open("TimeCreated", attributes: true).Attribute("SystemTime").Text("2026-03-02T01:00:00.0000000Z").CloseEmpty()
            .Open("EventRecordID").CloseStart().Text(Text(record)).End()
            .Open("Channel").CloseStart().Text(channel).End()
            .Open("Computer").CloseStart().Text("PC-01").End()
            .End()
            .Open("EventData").CloseStart();
        foreach ((string name, string value) in data)
            b.Open("Data", attributes: true).Attribute("Name").Text(name).CloseStart().Text(value).End();
        b.End().End();
    });

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
