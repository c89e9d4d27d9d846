using System.Text;
using HueSoc.Events.Normalisers;
using HueSoc.Events.Normalisers.Ecs;

namespace HueSoc.Events.Tests.Normalisers;

public sealed class FieldAdditionsTests
{
    private readonly JsonTape tape = new();
    private readonly FieldAdditions additions;

    public FieldAdditionsTests() => additions = new(tape);

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
    public void Order_FieldsAddedByNumber_IsKeptUntilOneIsAskedForByName()
    {
        EcsPath name = EcsPath.Of("host.name"), id = EcsPath.Of("host.id");
        additions.Clear(inOrder: true);
        additions.TryAddText(name, "a"u8).ShouldBeTrue();
        AdditionOrder first = additions.Order!;
        additions.Clear(inOrder: true);
        additions.TryAddText(name, "b"u8).ShouldBeTrue();

        additions.Order.ShouldBeSameAs(first);
        additions.TryAddText(name, "c"u8).ShouldBeFalse();
        additions.TryAddText(EcsPath.Of("host.name.first"), "c"u8).ShouldBeFalse();
        additions.TryAddText(EcsPath.Of("host"), "c"u8).ShouldBeFalse();
        additions.Order.ShouldBeSameAs(first);
        additions.TryAddText(id, "d"u8).ShouldBeTrue();
        additions.TryGet("host.name"u8, out ReadOnlySpan<byte> value).ShouldBeTrue();

        Encoding.UTF8.GetString(value).ShouldBe("\"b\"");
        additions.Order.ShouldBeNull();
        additions.TryAddText(id, "e"u8).ShouldBeFalse();
        Written().ShouldBe("""{"host":{"name":"b","id":"d"}}""");
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
