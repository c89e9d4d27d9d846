using HueSoc.Events.Normalisers.Ecs;

namespace HueSoc.Events.Normalisers.Windows;

/// <summary>What PowerShell writes as lines into one field: its host, engine and command, and which commands ran with which parameters.</summary>
internal static class PowerShellDetails
{
    private const int MostInvocations = 200;

    private static readonly EcsField Invocations = new("powershell.command.invocation_details");

    // The classic log.
    private static readonly DetailLines Classic = new(
        new FieldMap(
            ("NewEngineState", "powershell.engine.new_state"),
            ("PreviousEngineState", "powershell.engine.previous_state"),
            ("NewProviderState", "powershell.provider.new_state"),
            ("ProviderName", "powershell.provider.name"),
            ("SequenceNumber", "event.sequence"),
            ("DetailSequence", "powershell.sequence"),
            ("DetailTotal", "powershell.total"),
            ("UserId", "user"),
            ("HostName", "process.title"),
            ("HostVersion", "powershell.process.executable_version"),
            ("HostId", "process.entity_id"),
            ("HostApplication", "process.command_line"),
            ("EngineVersion", "powershell.engine.version"),
            ("RunspaceId", "powershell.runspace_id"),
            ("PipelineId", "powershell.pipeline_id"),
            ("CommandName", "powershell.command.name"),
            ("CommandType", "powershell.command.type"),
            ("CommandPath", "powershell.command.path"),
            ("ScriptName", "file.path"),
            ("CommandLine", "powershell.command.value")),
        foreign: "HostApplication",
        last: "CommandLine");

    // ContextInfo of the operational log, where the names have spaces.
    private static readonly DetailLines Module = new(
        new FieldMap(
            ("HostName", "process.title"),
            ("HostVersion", "powershell.process.executable_version"),
            ("HostID", "process.entity_id"),
            ("HostApplication", "process.command_line"),
            ("EngineVersion", "powershell.engine.version"),
            ("RunspaceID", "powershell.runspace_id"),
            ("PipelineID", "powershell.pipeline_id"),
            ("CommandName", "powershell.command.name"),
            ("CommandType", "powershell.command.type"),
            ("CommandPath", "powershell.command.path"),
            ("ScriptName", "file.path"),
            ("SequenceNumber", "event.sequence"),
            ("User", "user"),
            ("User", "source.user"),
            ("ConnectedUser", "destination.user"),
            ("ShellID", "powershell.id")),
        foreign: "HostApplication",
        last: null);

    /// <summary>400, 403 and 600: the third of the values without names.</summary>
    public static void ReadLifecycle(EcsWriter writer, EventValues values) => WriteLines(writer, Classic, values.FindUnnamed(3));

    /// <summary>800: the second and the third.</summary>
    public static void ReadPipeline(EcsWriter writer, EventValues values)
    {
        WriteLines(writer, Classic, values.FindUnnamed(2));
        WriteInvocations(writer, values.FindUnnamed(3));
    }

    /// <summary>4103.</summary>
    public static void ReadModule(EcsWriter writer, EventValues values)
    {
        WriteLines(writer, Module, values.Find("ContextInfo"u8));
        WriteInvocations(writer, values.Find("Payload"u8));
    }

    private static void WriteLines(EcsWriter writer, DetailLines lines, int place)
    {
        if (place >= 0)
            lines.Write(writer, writer.Text(place));
    }

    // CommandInvocation(Out-Default): "Out-Default"
    // ParameterBinding(Out-Default): name="InputObject"; value="x"
    private static void WriteInvocations(EcsWriter writer, int place)
    {
        if (place < 0)
            return;
        ReadOnlySpan<byte> text = writer.Text(place);
        ByteSink list = writer.List;
        list.Clear();
        int count = 0;
        while (!text.IsEmpty && count < MostInvocations)
        {
            int end = text.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = (end < 0 ? text : text[..end]).Trim(" \t\r"u8);
            text = end < 0 ? default : text[(end + 1)..];
            int open = line.IndexOf((byte)'(');
            int close = line.IndexOf("): "u8);
            if (open <= 0 || close <= open)
                continue;
            ReadOnlySpan<byte> kind = line[..open];
            bool isBinding = kind.SequenceEqual("ParameterBinding"u8);
            if (!isBinding && !kind.SequenceEqual("CommandInvocation"u8))
                continue;
            list.Write(count++ == 0 ? "[{\"type\":\""u8 : ",{\"type\":\""u8);
            list.Write(kind);
            WriteMember(list, "related_command"u8, line[(open + 1)..close]);
            ReadOnlySpan<byte> rest = line[(close + 3)..];
            int value = isBinding ? rest.IndexOf("; value="u8) : -1;
            if (value > 0 && rest.StartsWith("name="u8))
            {
                WriteMember(list, "name"u8, Unquoted(rest[5..value]));
                rest = rest[(value + 8)..];
            }

            WriteMember(list, "value"u8, Unquoted(rest));
            list.Write("\"}"u8);
        }

        if (count == 0)
            return;
        list.Write((byte)']');
        writer.Put(Invocations, list.Written);
    }

    private static void WriteMember(ByteSink list, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        list.Write("\",\""u8);
        list.Write(name);
        list.Write("\":\""u8);
        JsonStrings.Escape(list, value);
    }

    private static ReadOnlySpan<byte> Unquoted(ReadOnlySpan<byte> text) =>
        text.Length >= 2 && text[0] == '"' && text[^1] == '"' ? text[1..^1] : text;
}
