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
        bool isFree = fields.IsFree(EcsParents.Event);
        Offer(draft, "event.code"u8, code, isFree);
        if (fields.TryGetText(Computer, out ReadOnlySpan<byte> text) || fields.TryGetText(Hostname, out text) || fields.TryGetText(ComputerName, out text))
            Offer(draft, "host.name"u8, text, fields.IsFree(EcsParents.Host));
        if (fields.TryGetText(Provider_Name, out text) || fields.TryGetText(ProviderName, out text) || fields.TryGetText(SourceName, out text))
            Offer(draft, "event.provider"u8, text, isFree);
        OfferTime(fields, context);
        OfferAsIs(draft, "message"u8, fields.Place(Message), fields.IsFree(EcsParents.Message));
        int number = Utf8Parser.TryParse(code, out int parsed, out int used) && used == code.Length ? parsed : 0;
        AddUser(draft, fields, number);
        AddProcess(draft, fields, number);
        AddNetwork(draft, fields);
        isFree = fields.IsFree(EcsParents.File);
        if (isFree || CanHold(draft, "file"u8))
            OfferAsIs(draft, "file.path"u8, fields.Place(TargetFilename, ImageLoaded), isFree);
        isFree = fields.IsFree(EcsParents.Registry);
        if (isFree || CanHold(draft, "registry"u8))
            OfferAsIs(draft, "registry.path"u8, fields.Place(TargetObject), isFree);
        isFree = fields.IsFree(EcsParents.Dns);
        if (isFree || (CanHold(draft, "dns"u8) && CanHold(draft, "dns.question"u8)))
            OfferAsIs(draft, "dns.question.name"u8, fields.Place(QueryName), isFree);
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
        bool isFree = fields.IsFree(EcsParents.User);
        if (!isFree && !CanHold(draft, "user"u8))
            return;
        int target = fields.Place(TargetUserName);
        int subject = fields.Place(SubjectUserName);

        // Of a logon the user is who logged on, not the service that let them; of anything else, who did it.
        if (target >= 0 && IsLogon(code))
        {
            OfferAsIs(draft, "user.name"u8, target, isFree);
            OfferAsIs(draft, "user.domain"u8, fields.Place(TargetDomainName), isFree);
        }
        else if (subject >= 0)
        {
            OfferAsIs(draft, "user.name"u8, subject, isFree);
            OfferAsIs(draft, "user.domain"u8, fields.Place(SubjectDomainName), isFree);
        }
        else if (fields.Place(User, SourceUser) is >= 0 and int user)
        {
            Span<byte> room = stackalloc byte[LongestName];
            ReadOnlySpan<byte> whole = TextOf(draft.Tape, user, room);
            int slash = whole.LastIndexOf((byte)'\\');
            Offer(draft, "user.name"u8, whole[(slash + 1)..], isFree);
            if (slash > 0)
                Offer(draft, "user.domain"u8, whole[..slash], isFree);
        }

        if (target >= 0 && IsAccountChange(code) && (isFree || CanHold(draft, "user.target"u8)))
        {
            OfferAsIs(draft, "user.target.name"u8, target, isFree);
            OfferAsIs(draft, "user.target.domain"u8, fields.Place(TargetDomainName), isFree);
        }
    }

    private static void AddProcess(EventDraft draft, WindowsFields fields, int code)
    {
        bool isFree = fields.IsFree(EcsParents.Process);
        if (!isFree && !CanHold(draft, "process"u8))
            return;
        bool isNew = fields.Place(NewProcessName) >= 0;
        int image = isNew ? fields.Place(NewProcessName) : fields.Place(Image, SourceImage);
        if (image < 0)
            image = fields.Place(ProcessName);
        if (image < 0 && code is >= 5154 and <= 5159)
            image = fields.Place(Application);
        AddProgram(draft, "process.executable"u8, "process.name"u8, image, isFree);
        OfferAsIs(draft, "process.command_line"u8, fields.Place(CommandLine), isFree);

        // Where Security tells of a new process, ProcessId is that of the one that made it.
        OfferNumber(draft, "process.pid"u8, isNew ? fields.Place(NewProcessId) : fields.Place(ProcessId, SourceProcessId), uint.MaxValue, isFree);
        int parent = fields.Place(ParentImage, ParentProcessName);
        int parentLine = fields.Place(ParentCommandLine);
        int parentId = isNew ? fields.Place(ProcessId) : fields.Place(ParentProcessId);
        if ((parent < 0 && parentLine < 0 && parentId < 0) || (!isFree && !CanHold(draft, "process.parent"u8)))
            return;
        AddProgram(draft, "process.parent.executable"u8, "process.parent.name"u8, parent, isFree);
        OfferAsIs(draft, "process.parent.command_line"u8, parentLine, isFree);
        OfferNumber(draft, "process.parent.pid"u8, parentId, uint.MaxValue, isFree);
    }

    private static void AddNetwork(EventDraft draft, WindowsFields fields)
    {
        int source = fields.Place(SourceIp, IpAddress);
        if (source < 0)
            source = fields.Place(SourceAddress);
        bool isFree = fields.IsFree(EcsParents.Source);
        if (source >= 0 && (isFree || CanHold(draft, "source"u8)) && OfferAddress(draft, "source.ip"u8, source, isFree))
            OfferNumber(draft, "source.port"u8, fields.Place(SourcePort, IpPort), MostPort, isFree);
        int destination = fields.Place(DestinationIp, DestAddress);
        isFree = fields.IsFree(EcsParents.Destination);
        if (destination >= 0 && (isFree || CanHold(draft, "destination"u8)) && OfferAddress(draft, "destination.ip"u8, destination, isFree))
            OfferNumber(draft, "destination.port"u8, fields.Place(DestinationPort, DestPort), MostPort, isFree);
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

    private static void AddProgram(EventDraft draft, ReadOnlySpan<byte> executable, ReadOnlySpan<byte> name, int place, bool isFree)
    {
        if (place < 0)
            return;
        OfferAsIs(draft, executable, place, isFree);
        Span<byte> room = stackalloc byte[LongestName];
        ReadOnlySpan<byte> path = TextOf(draft.Tape, place, room);
        Offer(draft, name, path[(path.LastIndexOfAny((byte)'\\', (byte)'/') + 1)..], isFree);
    }

    private static bool OfferAddress(EventDraft draft, ReadOnlySpan<byte> path, int place, bool isFree)
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
        Offer(draft, path, text, isFree);
        return true;
    }

    private static void OfferNumber(EventDraft draft, ReadOnlySpan<byte> path, int place, long most, bool isFree)
    {
        if (place < 0)
            return;
        ReadOnlySpan<byte> text = draft.Tape.Text(draft.Tape[place]);
        bool isHex = text.StartsWith("0x"u8) || text.StartsWith("0X"u8);
        if (isHex)
            text = text[2..];
        if (Utf8Parser.TryParse(text, out long number, out int used, isHex ? 'x' : 'D') && used == text.Length && number > 0 && number <= most)
        {
            if (isFree)
                draft.AddJson(path, JsonStrings.Number(number, stackalloc byte[24]));
            else
                draft.Offer(path, number);
        }
    }

    // What is one line of JSON already need not be read and written again.
    private static void OfferAsIs(EventDraft draft, ReadOnlySpan<byte> path, int place, bool isFree)
    {
        if (place < 0 || (!isFree && draft.Has(path)))
            return;
        ref JsonEntry entry = ref draft.Tape[place];
        if (entry.Kind != JsonKind.Text || draft.Tape.NeedsCleaning)
            Offer(draft, path, draft.Tape.Text(entry), isFree);
        else if (isFree)
            draft.AddJson(path, draft.Tape.Raw(entry));
        else
            draft.SetJson(path, draft.Tape.Raw(entry));
    }

    private static void Offer(EventDraft draft, ReadOnlySpan<byte> path, ReadOnlySpan<byte> text, bool isFree)
    {
        if (!isFree)
            draft.Offer(path, text);
        else if (!text.IsEmpty)
            draft.AddText(path, text);
    }

    private static ReadOnlySpan<byte> TextOf(JsonTape tape, int place, Span<byte> room)
    {
        ref JsonEntry entry = ref tape[place];
        if (!entry.HasEscapes || entry.Length > room.Length)
            return tape.Text(entry);
        return room[..JsonStrings.Unescape(tape.Raw(entry)[1..^1], room)];
    }
}
