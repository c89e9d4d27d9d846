using System.Buffers.Text;
using HueSoc.Events.Normalisers.Ecs;
using HueSoc.Events.Normalisers.Windows;
using static HueSoc.Events.Normalisers.WindowsField;

namespace HueSoc.Events.Normalisers;

/// <summary>
/// Windows events whose fields stand side by side under Windows' names. They stay, with ECS beside them: by the table of Windows events where the event names its source or channel,
/// else where it is plain which field of ECS is meant. A field of the event's own that stands where ECS has to go is left alone, for rules name it.
/// </summary>
internal sealed class FlatWindowsFormat : IEventFormat
{
    private static readonly EcsField Code = new("event.code");
    private static readonly EcsField HostName = new("host.name");
    private static readonly EcsField Provider = new("event.provider");
    private static readonly EcsField MessageText = new("message");

    private static readonly EcsField Account = "user";
    private static readonly EcsField UserName = "user.name";
    private static readonly EcsField UserDomain = "user.domain";
    private static readonly EcsField TargetName = "user.target.name";
    private static readonly EcsField TargetDomain = "user.target.domain";
    private static readonly EcsField Executable = "process.executable";
    private static readonly EcsField Line = "process.command_line";
    private static readonly EcsField Pid = "process.pid";
    private static readonly EcsField ParentExecutable = "process.parent.executable";
    private static readonly EcsField ParentLine = "process.parent.command_line";
    private static readonly EcsField ParentPid = "process.parent.pid";
    private static readonly EcsField SourceAddressField = "source.ip";
    private static readonly EcsField SourcePortField = "source.port";
    private static readonly EcsField DestinationAddressField = "destination.ip";
    private static readonly EcsField DestinationPortField = "destination.port";
    private static readonly EcsField FilePath = "file.path";
    private static readonly EcsField RegistryPath = "registry.path";
    private static readonly EcsField Question = "dns.question.name";

    // An object of that name is how the other layout is told from this one.
    private static readonly uint Winlog = EcsField.RootOf("winlog"u8);

    public string Name => "flat";

    public bool TryNormalise(EventDraft draft, NormaliserContext context)
    {
        WindowsFields fields = new(draft, stackalloc int[WindowsFields.Count]);
        if (!fields.TryGetText(EventID, out ReadOnlySpan<byte> code))
            return false;
        EcsWriter writer = draft.Ecs;
        writer.Begin(Winlog);
        writer.PutText(Code, code);
        if (fields.TryGetText(Computer, out ReadOnlySpan<byte> text) || fields.TryGetText(Hostname, out text) || fields.TryGetText(ComputerName, out text))
            writer.PutText(HostName, text);

        // Some events have a ProviderName of their own, which is no source of events.
        if (fields.TryGetText(Provider_Name, out ReadOnlySpan<byte> provider) || fields.TryGetText(SourceName, out provider) || fields.TryGetText(ProviderName, out provider))
            writer.PutText(Provider, provider);
        OfferTime(fields, context);
        writer.Write(MessageText, fields.Place(Message));
        _ = fields.TryGetText(Channel, out ReadOnlySpan<byte> channel);
        if (WindowsEcs.Find(provider, channel, code, out WindowsProvider? source) is { } row)
            WindowsEcs.Write(draft, source!, row, new EventValues(draft, context, first: 0, second: -1), fields.Place(Keywords));
        else
            AddWhatIsPlain(writer, fields, Utf8Parser.TryParse(code, out int number, out int used) && used == code.Length ? number : 0);
        writer.End();
        return true;
    }

    // Sysmon's own clock is UTC and does not say so; EventTime is what the shipper's machine shows.
    private static void OfferTime(WindowsFields fields, NormaliserContext context)
    {
        if (fields.TryGetText(TimeCreated, out ReadOnlySpan<byte> text))
            context.OfferTime(text);
        if (fields.TryGetText(UtcTime, out text))
            context.OfferTime(text, isUtc: true);
        if (fields.TryGetText(SystemTime, out text))
            context.OfferTime(text, isUtc: true);
        if (fields.TryGetText(EventTime, out text))
            context.OfferTime(text);
    }

    private static void AddWhatIsPlain(EcsWriter writer, WindowsFields fields, int code)
    {
        AddUser(writer, fields, code);
        AddProcess(writer, fields, code);
        AddNetwork(writer, fields);
        writer.Write(FilePath, fields.Place(TargetFilename, ImageLoaded));
        writer.Write(RegistryPath, fields.Place(TargetObject));
        writer.Write(Question, fields.Place(QueryName));
    }

    private static void AddUser(EcsWriter writer, WindowsFields fields, int code)
    {
        int target = fields.Place(TargetUserName);
        int subject = fields.Place(SubjectUserName);

        // Of a logon the user is who logged on, not the service that let them; of anything else, who did it.
        if (target >= 0 && IsLogon(code))
        {
            writer.Write(UserName, target);
            writer.Write(UserDomain, fields.Place(TargetDomainName));
        }
        else if (subject >= 0)
        {
            writer.Write(UserName, subject);
            writer.Write(UserDomain, fields.Place(SubjectDomainName));
        }
        else
        {
            writer.Write(Account, fields.Place(User, SourceUser));
        }

        if (target >= 0 && IsAccountChange(code))
        {
            writer.Write(TargetName, target);
            writer.Write(TargetDomain, fields.Place(TargetDomainName));
        }
    }

    private static void AddProcess(EcsWriter writer, WindowsFields fields, int code)
    {
        bool isNew = fields.Place(NewProcessName) >= 0;
        int image = isNew ? fields.Place(NewProcessName) : fields.Place(Image, SourceImage);
        if (image < 0)
            image = fields.Place(ProcessName);
        if (image < 0 && code is >= 5154 and <= 5159)
            image = fields.Place(Application);
        writer.Write(Executable, image);
        writer.Write(Line, fields.Place(CommandLine));

        // Where Security tells of a new process, ProcessId is that of the one that made it.
        writer.Write(Pid, isNew ? fields.Place(NewProcessId) : fields.Place(ProcessId, SourceProcessId));
        writer.Write(ParentExecutable, fields.Place(ParentImage, ParentProcessName));
        writer.Write(ParentLine, fields.Place(ParentCommandLine));
        writer.Write(ParentPid, isNew ? fields.Place(ProcessId) : fields.Place(ParentProcessId));
    }

    private static void AddNetwork(EcsWriter writer, WindowsFields fields)
    {
        int source = fields.Place(SourceIp, IpAddress);
        if (source < 0)
            source = fields.Place(SourceAddress);
        if (source >= 0 && AddressForms.Write(writer, SourceAddressField, writer.Text(source)))
            writer.Write(SourcePortField, fields.Place(SourcePort, IpPort));
        int destination = fields.Place(DestinationIp, DestAddress);
        if (destination >= 0 && AddressForms.Write(writer, DestinationAddressField, writer.Text(destination)))
            writer.Write(DestinationPortField, fields.Place(DestinationPort, DestPort));
    }

    // Logon, logoff, and what domain controllers say of tickets and passwords.
    private static bool IsLogon(int code) => code is 4624 or 4625 or 4634 or 4647 or (>= 4768 and <= 4773) or 4776 or 4777;

    private static bool IsAccountChange(int code) => code is 4720 or (>= 4722 and <= 4726) or 4738 or 4740 or (>= 4765 and <= 4767) or 4780 or 4781;
}
