using System.Collections.Immutable;

namespace HueSoc.Events.Normalisers;

/// <summary>The formats that are known, in the order they are tried; the first that an event is of has it.</summary>
public static class EventFormats
{
    /// <summary>All formats. An event of none is ECS already, or as good as unknown, and stays as it is.</summary>
    public static ImmutableArray<IEventFormat> All { get; } =
    [
        new WindowsElementFormat(),
        new WinlogbeatFormat(),
        new FlatWindowsFormat(),
        new RsyslogTemplateFormat(),
        new SyslogLineFormat(),
    ];

    /// <summary>Normalises an event.</summary>
    /// <returns>The name of its format; null when it is of none.</returns>
    public static string? Normalise(EventDraft draft, NormaliserContext context)
    {
        // A name where ECS has the machine's fields: fluentd, syslog-ng and others write it so.
        int host = draft.Find("host"u8);
        if (host >= 0 && draft.Tape[host].Kind == JsonKind.Text && !draft.Has("host.name"u8))
        {
            ReadOnlySpan<byte> name = draft.Tape.Text(draft.Tape[host]);
            draft.Remove("host"u8);
            draft.SetText("host.name"u8, name);
        }

        foreach (IEventFormat format in All)
        {
            if (format.TryNormalise(draft, context))
                return format.Name;
        }

        return null;
    }
}
