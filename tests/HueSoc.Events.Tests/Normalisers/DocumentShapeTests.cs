using System.Globalization;
using System.Text;
using HueSoc.Events.Normalisers.Ecs;
using HueSoc.Events.Normalisers.Windows;

namespace HueSoc.Events.Tests.Normalisers;

public sealed class DocumentShapeTests
{
    private readonly DocumentShape shape = new();

    [Fact]
    public void Row_OfTheSameNames_IsKept()
    {
        KnownRow first = Row("Microsoft-Windows-Sysmon", "1");

        first.Row!.Id.ShouldBe(1);
        Row("Microsoft-Windows-Sysmon", "1").ShouldBeSameAs(first);
        Row("Microsoft-Windows-Sysmon", "3").Row!.Id.ShouldBe(3);
        Row("Someone", "1").Row.ShouldBeNull();
    }

    [Fact]
    public void Row_OfVeryLongNames_IsFoundAndNotKept()
    {
        string name = new('x', 60_000);

        KnownRow first = Row(name, "1");

        first.Row.ShouldBeNull();
        Row(name, "1").ShouldNotBeSameAs(first);
    }

    [Fact]
    public void Row_OfMoreIdsThanAFormHas_IsFoundAndNotKept()
    {
        KnownRow[] rows = [.. Enumerable.Range(1, 1000).Select(id => Row("Microsoft-Windows-Sysmon", id.ToString(CultureInfo.InvariantCulture)))];

        rows[21].Row!.Id.ShouldBe(22);
        Enumerable.Range(1, 1000).Count(id => ReferenceEquals(Row("Microsoft-Windows-Sysmon", id.ToString(CultureInfo.InvariantCulture)), rows[id - 1])).ShouldBeInRange(1, 64);
    }

    [Fact]
    public void Row_OfNamesWithEscapes_IsThatOfTheirTexts()
    {
        Row("Microsoft\\u002dWindows-Sysmon", "\\u0031").Row!.Id.ShouldBe(1);
        Row("Microsoft-Windows-Sysmon", "1").Row!.Id.ShouldBe(1);
    }

    private KnownRow Row(string provider, string id) => shape.Row(Encoding.UTF8.GetBytes(provider), "a channel"u8, Encoding.UTF8.GetBytes(id));
}
