using System.Security.Cryptography;
using HueSoc.Detection.Signals;
using HueSoc.Storage.EventStore;

namespace HueSoc.Detection.Tests.Signals;

public sealed class SignalIdTests
{
    [Fact]
    public void OfEvent_IsTheHashOfItsPartsWithTheirLengths()
    {
        byte[] parts = [0, 0, 0, 5, .. "event"u8, 0, 0, 0, 1, .. "r"u8, 0, 0, 0, 5, .. "key:a"u8, 0, 0, 0, 4, .. "xạ"u8];

        SignalId.OfEvent("r", new("key:a", "xạ")).ShouldBe(Convert.ToHexStringLower(SHA256.HashData(parts).AsSpan(0, 16)));
    }

    [Fact]
    public void OfEvent_PartsCutElsewhere_IsAnotherId() =>
        SignalId.OfEvent("r", new("key:ab", "c")).ShouldNotBe(SignalId.OfEvent("r", new("key:a", "bc")));

    [Fact]
    public void OfCorrelation_AnotherBucket_IsAnotherId() =>
        SignalId.OfCorrelation("r", "g", 1).ShouldNotBe(SignalId.OfCorrelation("r", "g", 2));

    [Theory]
    [InlineData("key:a", "b")]
    [InlineData("agent:12:34", "5:x:y")]
    [InlineData("huesoc", "")]
    public void Reference_IsReadAgain(string sender, string id) =>
        EventReference.Read(EventReference.Of(new(sender, id))).ShouldBe(new EventKey(sender, id));

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("9:abc")]
    [InlineData("-1:abc")]
    public void Reference_OfSomethingElse_IsNone(string text) => EventReference.Read(text).ShouldBeNull();

    [Theory]
    [InlineData("""{"huesoc":{"drill":"d1"}}""", "d1")]
    [InlineData("""{"a":{"huesoc":{"drill":"no"}},"huesoc":{"key":{"name":"k"},"drill":"d2"}}""", "d2")]
    [InlineData("""{"huesoc.drill":"d3"}""", "d3")]
    [InlineData("""{"message":"huesoc drill"}""", "")]
    [InlineData("""{"huesoc":{"drill":5}}""", "")]
    [InlineData("""{"huesoc":{"claimed":{"drill":"forged"}}}""", "")]
    [InlineData("""{"huesoc":""", "")]
    public void Drill_IsReadFromWhereTheServerStampsIt(string document, string expected) =>
        DrillMark.Read(System.Text.Encoding.UTF8.GetBytes(document)).ShouldBe(expected);
}
