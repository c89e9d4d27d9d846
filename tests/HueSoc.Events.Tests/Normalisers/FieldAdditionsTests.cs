using System.Text;
using HueSoc.Events.Normalisers;
using HueSoc.Events.Normalisers.Ecs;

namespace HueSoc.Events.Tests.Normalisers;

public sealed class FieldAdditionsTests
{
    private static readonly FixedFields Fixed = new(
        (new EcsField("event.module"), "\"sysmon\""u8.ToArray()), (new EcsField("event.category"), []), (new EcsField("event.type"), "[\"start\",\"end\"]"u8.ToArray()));

    private readonly JsonTape tape = new();
    private readonly FieldAdditions additions;

    public FieldAdditionsTests()
    {
        // What is not numbered when the event begins is added by its name.
        Fixed.Length.ShouldBePositive();
        EcsPath.Of("event.code").Id.ShouldNotBe(EcsPath.Of("event.outcome").Id);
        additions = new(tape);
    }

    [Fact]
    public void Add_NumberedAndNamedPathsOfOneObject_StandThereInTheirOrder()
    {
        additions.TryAddText(EcsPath.Of("process.name"), "a"u8).ShouldBeTrue();
        additions.AddText("process.pid"u8, "b"u8);
        additions.TryAdd(EcsPath.Of("process.args_count"), "3"u8).ShouldBeTrue();
        additions.AddText("user.name"u8, "c"u8);
        additions.TryAddText(EcsPath.Of("user.domain"), "d"u8).ShouldBeTrue();

        additions.AreNumbered.ShouldBeFalse();
        Written().ShouldBe("""{"process":{"name":"a","pid":"b","args_count":3},"user":{"name":"c","domain":"d"}}""");
    }

    [Fact]
    public void TryAdd_WhatWasAddedByName_IsLeftAlone()
    {
        additions.AddText("user.name"u8, "first"u8);

        additions.TryAddText(EcsPath.Of("user.name"), "second"u8).ShouldBeFalse();
        additions.TryAddText(EcsPath.Of("user.name.first"), "third"u8).ShouldBeFalse();

        Written().ShouldBe("""{"user":{"name":"first"}}""");
    }

    [Fact]
    public void AddText_NamesOfOneLengthAndOneBeginningAndEnd_AreDifferent()
    {
        additions.AddText("user"u8, "1"u8);
        additions.AddText("uber"u8, "2"u8);
        additions.AddText("user"u8, "3"u8);
        additions.AddText(""u8, "4"u8);

        Written().ShouldBe("""{"user":"3","uber":"2","":"4"}""");
    }

    [Fact]
    public void TryAdd_AValueOfTheDocument_IsCopiedFromThere()
    {
        tape.TryRead("""{"x":"a\\b"}"""u8.ToArray(), new JsonBounds()).ShouldBeTrue();

        additions.TryAdd(EcsPath.Of("file.path"), tape[1].Start, tape[1].Length).ShouldBeTrue();

        additions.TryGet("file.path"u8, out ReadOnlySpan<byte> value).ShouldBeTrue();
        Encoding.UTF8.GetString(value).ShouldBe("""
            "a\\b"
            """);
        Written().ShouldBe("""{"file":{"path":"a\\b"}}""");
    }

    [Fact]
    public void Clear_PathsOfTheEventBefore_AreGone()
    {
        additions.TryAddText(EcsPath.Of("host.name"), "a"u8);
        additions.AddText("host.os"u8, "b"u8);

        additions.Clear();

        additions.IsEmpty.ShouldBeTrue();
        additions.Has("host.name"u8).ShouldBeFalse();
        additions.TryAddText(EcsPath.Of("host.ip"), "c"u8).ShouldBeTrue();
        Written().ShouldBe("""{"host":{"ip":"c"}}""");
    }

    [Fact]
    public void TryAdd_APathMadeAfterTheEventBegan_IsAddedAsWell()
    {
        additions.TryAddText(EcsPath.Of("made.before"), "a"u8).ShouldBeTrue();
        additions.TryAddText(EcsPath.Of("made." + Guid.NewGuid().ToString("N")), "b"u8).ShouldBeTrue();

        Written().ShouldStartWith("""{"made":{"before":"a",""");
    }

    [Fact]
    public void TryAdd_FieldsThatAreFixed_StandThereInTheirOrderAndAreFound()
    {
        additions.TryAddText(EcsPath.Of("event.code"), "1"u8).ShouldBeTrue();

        additions.TryAdd(Fixed).ShouldBeTrue();

        additions.TryAddText(EcsPath.Of("event.outcome"), "success"u8).ShouldBeTrue();
        additions.TryAddText(EcsPath.Of("event.module"), "other"u8).ShouldBeFalse();
        additions.TryAddText(EcsPath.Of("event.type"), "other"u8).ShouldBeFalse();
        additions.TryGet("event.type"u8, out ReadOnlySpan<byte> type).ShouldBeTrue();
        Encoding.UTF8.GetString(type).ShouldBe("""["start","end"]""");
        additions.Has("event.category"u8).ShouldBeFalse();
        Written().ShouldBe("""{"event":{"code":"1","module":"sysmon","type":["start","end"],"outcome":"success"}}""");
    }

    [Fact]
    public void TryAdd_FixedFieldsFirstInTheirObject_HaveNoComma()
    {
        additions.TryAdd(Fixed).ShouldBeTrue();

        Written().ShouldBe("""{"event":{"module":"sysmon","type":["start","end"]}}""");
    }

    [Fact]
    public void TryAdd_FixedFieldsOfWhichOneIsThere_AreLeftAlone()
    {
        additions.TryAddText(EcsPath.Of("event.type"), "mine"u8).ShouldBeTrue();

        additions.TryAdd(Fixed).ShouldBeFalse();

        Written().ShouldBe("""{"event":{"type":"mine"}}""");
    }

    [Fact]
    public void TryAdd_FixedFieldsBesideNamedOnes_AreLeftAlone()
    {
        additions.AddText("event.module"u8, "mine"u8);

        additions.TryAdd(Fixed).ShouldBeFalse();
    }

    [Fact]
    public void Values_OfFixedFields_AreWhereTheyStand()
    {
        string json = Encoding.UTF8.GetString(Fixed.Json, 0, Fixed.Length);

        json.ShouldBe(""","module":"sysmon","type":["start","end"]""".Replace("\\", string.Empty, StringComparison.Ordinal));
        Fixed.Values.Select(value => (value.Path, json.Substring(value.Start, value.Length))).ShouldBe(
        [
            (EcsPath.Of("event.module").Id, "\"sysmon\""), (EcsPath.Of("event.type").Id, "["), (EcsPath.Of("event.type").Id, "\"start\""), (EcsPath.Of("event.type").Id, "\"end\""),
        ]);
    }

    private string Written()
    {
        ByteSink sink = new();
        sink.Write((byte)'{');
        additions.WriteRest(sink, FieldAdditions.Root, first: true);
        sink.Write((byte)'}');
        (sink.Length - 2).ShouldBeLessThanOrEqualTo(additions.Size);
        return Encoding.UTF8.GetString(sink.Written);
    }
}
