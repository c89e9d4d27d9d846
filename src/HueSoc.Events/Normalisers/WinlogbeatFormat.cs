using HueSoc.Events.Normalisers.Ecs;
using HueSoc.Events.Normalisers.Windows;

namespace HueSoc.Events.Normalisers;

/// <summary>
/// Windows events as Winlogbeat and our own readers of the Event Log write them, under <c>winlog</c>. They stay, with ECS beside them where it is missing.
/// </summary>
internal sealed class WinlogbeatFormat : IEventFormat
{
    private static readonly EcsField Code = new("event.code");
    private static readonly EcsField HostName = new("host.name");
    private static readonly EcsField HostType = new("host.os.type");
    private static readonly EcsField Provider = new("event.provider");

    // What is read of winlog, in the order of the places found.
    private static readonly Utf8Names Members = new(["provider_name", "event_id", "computer_name", "channel", "keywords", "event_data", "user_data"]);

    public string Name => "winlogbeat";

    public bool TryNormalise(EventDraft draft, NormaliserContext context)
    {
        int winlog = draft.Find("winlog"u8);
        bool isNested = winlog >= 0 && draft.Tape[winlog].Kind == JsonKind.Object;
        if (!isNested && !draft.Has("winlog.event_id"u8) && !draft.Has("winlog.channel"u8) && !draft.Has("winlog.provider_name"u8))
            return false;
        if (draft.TryGetText("event.created"u8, out ReadOnlySpan<byte> created))
            context.OfferTime(created);
        Span<int> members = stackalloc int[Members.Count];
        if (isNested)
            FindMembers(draft.Tape, winlog, members);
        else
            FindDotted(draft, members);

        draft.Ecs.Begin();
        Write(draft, context, members, shape: null);
        return true;
    }

    /// <summary>The same for one of the events that our own readers write, which have <c>winlog</c> as an object, and differ only in their texts.</summary>
    /// <param name="draft">The event.</param>
    /// <param name="context">What is known of it.</param>
    /// <param name="shape">Its shape; filled in when it is new.</param>
    internal static void Normalise(EventDraft draft, NormaliserContext context, DocumentShape shape)
    {
        if (!shape.IsKnown)
        {
            shape.Created = draft.Find("event.created"u8);
            shape.Members = new int[Members.Count];
            FindMembers(draft.Tape, draft.Find("winlog"u8), shape.Members);
            shape.Roots.Read(draft.Tape);
            shape.IsKnown = true;
        }

        if (shape.Created >= 0)
            context.OfferTime(Text(draft.Tape, shape.Created));
        draft.Ecs.Begin(shape);
        Write(draft, context, shape.Members, shape);
    }

    private static void Write(EventDraft draft, NormaliserContext context, ReadOnlySpan<int> members, DocumentShape? shape)
    {
        EcsWriter writer = draft.Ecs;
        JsonTape tape = draft.Tape;
        KnownRow? known = null;
        WindowsProvider? source;
        WindowsEvent? row;
        if (shape is null)
        {
            ReadOnlySpan<byte> provider = Text(tape, members[0]);
            ReadOnlySpan<byte> id = Text(tape, members[1]);
            writer.PutText(HostName, Text(tape, members[2]));
            writer.Put(HostType, "\"windows\""u8);
            writer.PutText(Code, id);
            writer.PutText(Provider, provider);
            row = WindowsEcs.Find(provider, Text(tape, members[3]), id, out source);
        }
        else
        {
            PutAsIs(writer, HostName, tape, members[2]);
            writer.Put(HostType, "\"windows\""u8);
            PutAsIs(writer, Code, tape, members[1]);
            PutAsIs(writer, Provider, tape, members[0]);
            known = shape.Row(Inner(tape, members[0]), Inner(tape, members[3]), Inner(tape, members[1]));
            source = known.Source;
            row = known.Row;
        }

        if (row is not null)
        {
            EventValues values = new(draft, context, Container(tape, members[5]), Container(tape, members[6]), known);
            WindowsEcs.Write(draft, source!, row, values, members[4]);
        }

        writer.End();
    }

    private static void PutAsIs(EcsWriter writer, EcsField field, JsonTape tape, int place)
    {
        if (place >= 0 && tape[place] is { Kind: JsonKind.Text, Length: > 2 })
            writer.PutAsIs(field, place);
        else
            writer.PutText(field, Text(tape, place));
    }

    private static void FindMembers(JsonTape tape, int winlog, Span<int> places)
    {
        places.Fill(-1);
        int end = tape[winlog].Next;
        for (int index = winlog + 1; index < end; index = tape[index].Next)
        {
            int number = tape[index].Removed ? -1 : Members.Find(tape.Key(tape[index]));
            if (number >= 0 && places[number] < 0 && tape[index].Kind != JsonKind.Null)
                places[number] = index;
        }
    }

    private static void FindDotted(EventDraft draft, Span<int> places)
    {
        places[0] = draft.Find("winlog.provider_name"u8);
        places[1] = draft.Find("winlog.event_id"u8);
        places[2] = draft.Find("winlog.computer_name"u8);
        places[3] = draft.Find("winlog.channel"u8);
        places[4] = draft.Find("winlog.keywords"u8);
        places[5] = draft.Find("winlog.event_data"u8);
        places[6] = draft.Find("winlog.user_data"u8);
    }

    private static int Container(JsonTape tape, int place) => place >= 0 && tape[place].Kind == JsonKind.Object ? place : -1;

    private static ReadOnlySpan<byte> Text(JsonTape tape, int place)
    {
        place = Scalar(tape, place);
        return place < 0 ? default : tape.Text(tape[place]);
    }

    // The same with its escapes.
    private static ReadOnlySpan<byte> Inner(JsonTape tape, int place)
    {
        place = Scalar(tape, place);
        if (place < 0)
            return default;
        ReadOnlySpan<byte> raw = tape.Raw(tape[place]);
        return tape[place].Kind == JsonKind.Text ? raw[1..^1] : raw;
    }

    // An array stands for its first value.
    private static int Scalar(JsonTape tape, int place)
    {
        if (place >= 0 && tape[place].Kind == JsonKind.Array && tape[place].Next > place + 1)
            place++;
        return place < 0 || tape[place].Kind is JsonKind.Object or JsonKind.Array or JsonKind.Null ? -1 : place;
    }
}
