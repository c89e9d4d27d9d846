using System.Buffers.Text;
using System.Net;
using static HueSoc.Events.Normalisers.WindowsField;

namespace HueSoc.Events.Normalisers;

/// <summary>
/// Windows events whose fields stand side by side under Windows' names. They stay, with ECS beside them where it is plain which
/// field of ECS is meant; a field of the event's own that stands where ECS has to go is left alone, for rules name it.
/// </summary>
internal sealed class FlatWindowsFormat : IEventFormat
{
    private const int LongestName = 1024;
    private const long MostPort = 65_535;

    public string Name => "flat";

    public bool TryNormalise(EventDraft draft, NormaliserContext context)
    {
        WindowsFields fields = new(draft, stackalloc int[WindowsFields.Count]);
        if (!fields.TryGetText(EventID, out ReadOnlySpan<byte> code))
            return false;
        draft.Offer("event.code"u8, code);
        if (fields.TryGetText(Computer, out ReadOnlySpan<byte> text) || fields.TryGetText(Hostname, out text) || fields.TryGetText(ComputerName, out text))
            draft.Offer("host.name"u8, text);
        if (fields.TryGetText(Provider_Name, out text) || fields.TryGetText(ProviderName, out text) || fields.TryGetText(SourceName, out text))
            draft.Offer("event.provider"u8, text);
        OfferTime(fields, context);
        OfferAsIs(draft, "message"u8, fields.Place(Message));
        int number = Utf8Parser.TryParse(code, out int parsed, out int used) && used == code.Length ? parsed : 0;
        AddUser(draft, fields, number);
        AddProcess(draft, fields, number);
        AddNetwork(draft, fields);
        if (CanHold(draft, "file"u8))
            OfferAsIs(draft, "file.path"u8, fields.Place(TargetFilename, ImageLoaded));
        if (CanHold(draft, "registry"u8))
            OfferAsIs(draft, "registry.path"u8, fields.Place(TargetObject));
        if (CanHold(draft, "dns"u8) && CanHold(draft, "dns.question"u8))
            OfferAsIs(draft, "dns.question.name"u8, fields.Place(QueryName));
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

    private static void AddUser(EventDraft draft, WindowsFields fields, int code)
    {
        if (!CanHold(draft, "user"u8))
            return;
        int target = fields.Place(TargetUserName);
        int subject = fields.Place(SubjectUserName);

        // Of a logon the user is who logged on, not the service that let them; of anything else, who did it.
        if (target >= 0 && IsLogon(code))
        {
            OfferAsIs(draft, "user.name"u8, target);
            OfferAsIs(draft, "user.domain"u8, fields.Place(TargetDomainName));
        }
        else if (subject >= 0)
        {
            OfferAsIs(draft, "user.name"u8, subject);
            OfferAsIs(draft, "user.domain"u8, fields.Place(SubjectDomainName));
        }
        else if (fields.Place(User, SourceUser) is >= 0 and int user)
        {
            Span<byte> room = stackalloc byte[LongestName];
            ReadOnlySpan<byte> whole = TextOf(draft.Tape, user, room);
            int slash = whole.LastIndexOf((byte)'\\');
            draft.Offer("user.name"u8, whole[(slash + 1)..]);
            if (slash > 0)
                draft.Offer("user.domain"u8, whole[..slash]);
        }

        if (target >= 0 && IsAccountChange(code) && CanHold(draft, "user.target"u8))
        {
            OfferAsIs(draft, "user.target.name"u8, target);
            OfferAsIs(draft, "user.target.domain"u8, fields.Place(TargetDomainName));
        }
    }

    private static void AddProcess(EventDraft draft, WindowsFields fields, int code)
    {
        if (!CanHold(draft, "process"u8))
            return;
        bool isNew = fields.Place(NewProcessName) >= 0;
        int image = isNew ? fields.Place(NewProcessName) : fields.Place(Image, SourceImage);
        if (image < 0)
            image = fields.Place(ProcessName);
        if (image < 0 && code is >= 5154 and <= 5159)
            image = fields.Place(Application);
        AddProgram(draft, "process.executable"u8, "process.name"u8, image);
        OfferAsIs(draft, "process.command_line"u8, fields.Place(CommandLine));

        // Where Security tells of a new process, ProcessId is that of the one that made it.
        OfferNumber(draft, "process.pid"u8, isNew ? fields.Place(NewProcessId) : fields.Place(ProcessId, SourceProcessId), uint.MaxValue);
        int parent = fields.Place(ParentImage, ParentProcessName);
        int parentLine = fields.Place(ParentCommandLine);
        int parentId = isNew ? fields.Place(ProcessId) : fields.Place(ParentProcessId);
        if ((parent < 0 && parentLine < 0 && parentId < 0) || !CanHold(draft, "process.parent"u8))
            return;
        AddProgram(draft, "process.parent.executable"u8, "process.parent.name"u8, parent);
        OfferAsIs(draft, "process.parent.command_line"u8, parentLine);
        OfferNumber(draft, "process.parent.pid"u8, parentId, uint.MaxValue);
    }

    private static void AddNetwork(EventDraft draft, WindowsFields fields)
    {
        int source = fields.Place(SourceIp, IpAddress);
        if (source < 0)
            source = fields.Place(SourceAddress);
        if (source >= 0 && CanHold(draft, "source"u8) && OfferAddress(draft, "source.ip"u8, source))
            OfferNumber(draft, "source.port"u8, fields.Place(SourcePort, IpPort), MostPort);
        int destination = fields.Place(DestinationIp, DestAddress);
        if (destination >= 0 && CanHold(draft, "destination"u8) && OfferAddress(draft, "destination.ip"u8, destination))
            OfferNumber(draft, "destination.port"u8, fields.Place(DestinationPort, DestPort), MostPort);
    }

    // Logon, logoff, and what domain controllers say of tickets and passwords.
    private static bool IsLogon(int code) => code is 4624 or 4625 or 4634 or 4647 or (>= 4768 and <= 4773) or 4776 or 4777;

    private static bool IsAccountChange(int code) => code is 4720 or (>= 4722 and <= 4726) or 4738 or 4740 or (>= 4765 and <= 4767) or 4780 or 4781;

    // Nothing stands where the object has to be, or an object does.
    private static bool CanHold(EventDraft draft, ReadOnlySpan<byte> path)
    {
        int place = draft.Find(path);
        return place < 0 || draft.Tape[place].Kind == JsonKind.Object;
    }

    private static void AddProgram(EventDraft draft, ReadOnlySpan<byte> executable, ReadOnlySpan<byte> name, int place)
    {
        if (place < 0)
            return;
        OfferAsIs(draft, executable, place);
        Span<byte> room = stackalloc byte[LongestName];
        ReadOnlySpan<byte> path = TextOf(draft.Tape, place, room);
        draft.Offer(name, path[(path.LastIndexOfAny((byte)'\\', (byte)'/') + 1)..]);
    }

    private static bool OfferAddress(EventDraft draft, ReadOnlySpan<byte> path, int place)
    {
        Span<byte> room = stackalloc byte[LongestName];
        ReadOnlySpan<byte> text = TextOf(draft.Tape, place, room);

        // The zone is that of one machine's cards; and an address of four numbers is the same one in its longer spelling.
        int zone = text.IndexOf((byte)'%');
        if (zone >= 0)
            text = text[..zone];
        if (text.Length > 7 && text.StartsWith("::ffff:"u8) && text[7..].Contains((byte)'.'))
            text = text[7..];
        if (text.IndexOfAny((byte)'.', (byte)':') < 0 || !IPAddress.IsValidUtf8(text))
            return false;
        draft.Offer(path, text);
        return true;
    }

    private static void OfferNumber(EventDraft draft, ReadOnlySpan<byte> path, int place, long most)
    {
        if (place < 0)
            return;
        ReadOnlySpan<byte> text = draft.Tape.Text(draft.Tape[place]);
        bool isHex = text.StartsWith("0x"u8) || text.StartsWith("0X"u8);
        if (isHex)
            text = text[2..];
        if (Utf8Parser.TryParse(text, out long number, out int used, isHex ? 'x' : 'D') && used == text.Length && number > 0 && number <= most)
            draft.Offer(path, number);
    }

    // What is one line of JSON already need not be read and written again.
    private static void OfferAsIs(EventDraft draft, ReadOnlySpan<byte> path, int place)
    {
        if (place < 0 || draft.Has(path))
            return;
        if (draft.Tape[place].Kind == JsonKind.Text && !draft.Tape.NeedsCleaning)
            draft.SetJson(path, draft.Tape.Raw(draft.Tape[place]));
        else
            draft.SetText(path, draft.Tape.Text(draft.Tape[place]));
    }

    private static ReadOnlySpan<byte> TextOf(JsonTape tape, int place, Span<byte> room)
    {
        ref JsonEntry entry = ref tape[place];
        if (!entry.HasEscapes || entry.Length > room.Length)
            return tape.Text(entry);
        return room[..JsonStrings.Unescape(tape.Raw(entry)[1..^1], room)];
    }
}
