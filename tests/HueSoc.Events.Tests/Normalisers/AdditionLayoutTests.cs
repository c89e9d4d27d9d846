using System.Text;
using HueSoc.Events.Normalisers;
using HueSoc.Events.Normalisers.Ecs;
using HueSoc.Events.Readers;

namespace HueSoc.Events.Tests.Normalisers;

/// <summary>Fields that are written by the order in which they were added stand where they would stand without it.</summary>
public sealed class AdditionLayoutTests
{
    // Some are in others.
    private static readonly EcsPath[] Paths =
    [
        .. new[]
        {
            "event", "event.code", "event.category", "event.type", "host.name", "host.os", "host.os.type", "host.os.type.x", "process.pid", "process.name",
            "process.parent", "process.parent.pid", "process.parent.name", "user", "user.name", "related.user", "related.ip", "message", "message.x",
        }.Select(EcsPath.Of),
    ];

    private static readonly string[] Documents =
    [
        """{}""",
        """{"a":"b"}""",
        """{"@timestamp":"t","event":{"x":1},"host":{},"process":{"y":{"z":[]}},"a":2}""",
        """{"process":{},"event":{"x":["\\",{}]}}""",
        """{"host":{"q":"w"}}""",
    ];

    [Fact]
    public void Finish_RandomFieldsInRandomOrder_IsAsWithoutOrder()
    {
        Random random = new(61);
        EventDraft ordered = new(), plain = new();
        ValuePlaces places = new();
        DocumentShape[] shapes = [.. Documents.Select(_ => new DocumentShape())];
        int kept = 0;
        for (int i = 0; i < 30_000; i++)
        {
            int number = random.Next(Documents.Length);
            byte[] document = Encoding.UTF8.GetBytes(Documents[number]);
            if (i % 500 == 0)
                shapes[number] = new DocumentShape();
            plain.TryRead(document, new JsonBounds()).ShouldBeTrue();
            ordered.Tape.TryRead(document, new JsonBounds()).ShouldBeTrue();
            ordered.Begin();

            // Events that are alike come one after the other.
            Random fields = new(random.Next(i % 3 == 0 ? 30_000 : 20));
            for (int field = fields.Next(12); field > 0; field--)
            {
                EcsPath path = Paths[fields.Next(Paths.Length)];
                string value = Value(random);
                Add(ordered, path, value).ShouldBe(Add(plain, path, value));
            }

            if (random.Next(50) == 0)
                ordered.Has("user.name"u8).ShouldBe(plain.Has("user.name"u8));
            ByteSink written = new(), expected = new();
            places.Clear();
            places.Begin();
            ordered.Finish(written, shapes[number], places);
            plain.Finish(expected);

            Encoding.UTF8.GetString(written.Written).ShouldBe(Encoding.UTF8.GetString(expected.Written));
            if (places.End(shapes[number]) != 0)
                kept++;
        }

        kept.ShouldBeInRange(10_000, 29_000);
    }

    [Fact]
    public void Finish_MoreLayoutsThanAreKept_IsAsWithoutOrderAndSaysSo()
    {
        byte[] document = """{"a":"b"}"""u8.ToArray();
        EventDraft draft = new();
        ValuePlaces places = new();
        for (int i = 0; i < 5_000; i++)
        {
            ByteSink written = new();
            draft.Tape.TryRead(document, new JsonBounds()).ShouldBeTrue();
            draft.Begin();
            draft.TryAddJson(Paths[4], "1"u8).ShouldBeTrue();
            draft.Finish(written, new DocumentShape(), places);

            Encoding.UTF8.GetString(written.Written).ShouldBe("""{"a":"b","host":{"name":1}}""");
            if (i == 1_000)
                draft.IsFull.ShouldBeFalse();
        }

        draft.IsFull.ShouldBeTrue();
    }

    private static bool Add(EventDraft draft, EcsPath path, string value) =>
        value[0] == '"' ? draft.TryAddInner(path, Encoding.UTF8.GetBytes(value[1..^1])) : draft.TryAddJson(path, Encoding.UTF8.GetBytes(value));

    private static string Value(Random random) => random.Next(5) switch
    {
        0 => "1",
        1 => "[\"a\",\"b\"]",
        2 => $"\"{new string('x', random.Next(100))}\"",
        3 => "[]",
        _ => "\"a\\\\b\"",
    };
}
