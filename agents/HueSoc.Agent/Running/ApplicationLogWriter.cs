using System.Runtime.Versioning;
using System.Text;

namespace HueSoc.Agent.Running;

/// <summary>Writes lines into the Application log of Windows, as the source that the installer registers. A line may begin with its priority, as <see cref="AgentLog"/> writes it for a journal.</summary>
[SupportedOSPlatform("windows")]
internal sealed class ApplicationLogWriter : TextWriter
{
    private const ushort Warning = 2;
    private const ushort Information = 4;

    // The message of each of the numbers 1 to 1000 of EventCreate.exe, which the installer names as the source's file of messages, is the text itself.
    private const uint EventId = 1;
    private const int Longest = 30_000;
    private readonly nint log = ServiceNative.RegisterEventSourceW(null, WindowsService.Name);

    public override Encoding Encoding => Encoding.Unicode;

    public override unsafe void WriteLine(string? value)
    {
        if (log == 0 || string.IsNullOrEmpty(value))
            return;
        (int priority, string text) = PriorityOf(value);
        fixed (char* line = text.Length <= Longest ? text : text[..Longest])
        {
            char* start = line;

            // A log that is full or cannot be written is no reason to end.
            _ = ServiceNative.ReportEventW(log, priority <= 4 ? Warning : Information, 0, EventId, 0, 1, 0, &start, 0);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (log != 0)
            _ = ServiceNative.DeregisterEventSource(log);
        base.Dispose(disposing);
    }

    private static (int Priority, string Text) PriorityOf(string line) =>
        line.Length > 3 && line[0] == '<' && char.IsAsciiDigit(line[1]) && line[2] == '>' ? (line[1] - '0', line[3..]) : (5, line);
}
