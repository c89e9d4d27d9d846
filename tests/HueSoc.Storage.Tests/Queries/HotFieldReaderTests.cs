using System.Text;
using HueSoc.Storage.Queries;
using HueSoc.Storage.Sqlite;

namespace HueSoc.Storage.Tests.Queries;

public sealed class HotFieldReaderTests
{
    private readonly HotFieldReader reader = new();

    [Theory]
    [InlineData("""{"user":{"name":"An"}}""", "an")]
    [InlineData("""{"user.name":"An"}""", "an")]
    [InlineData("""{"user":{"name":["An","Bình","AN"]}}""", "an bình")]
    [InlineData("""{"user":[{"name":"An"},{"name":"Bình"}]}""", "an bình")]
    [InlineData("""{"user":{"name":[["An"],[["Bình"]]]}}""", "an bình")]
    [InlineData("""{"user.name":"An","user":{"name":"Bình"}}""", "an bình")]
    [InlineData("""{"user":{"name":"An"},"user":{"name":"Bình"}}""", "an bình")]
    [InlineData("""{"u\u0073er":{"n\u0061me":"\u0041n"}}""", "an")]
    [InlineData("""{"user":{"name":null},"user.name":[null,"An"]}""", "an")]
    [InlineData("""{"user":{"name":{"first":"An"}}}""", "")]
    [InlineData("""{"x":{"user":{"name":"An"}},"name":"An","user":"An"}""", "")]
    [InlineData("""{"user":{"name":42}}""", "42")]
    [InlineData("""{"user":{"name":true}}""", "true")]
    [InlineData("""{"user":{"name":""}}""", "<>")]
    [InlineData("""{"user":{"name":"\ud800x\u0000"}}""", "\uFFFDx\uFFFD")]
    [InlineData("""{"user":{"name":"Nguye\u0302\u0303n"}}""", "nguyễn")]
    [InlineData("""{"user":{}, "user.":{"name":"x"}, "":{"user.name":"y"}}""", "")]
    public void Read_Spellings_ItsValues(string document, string expected)
    {
        reader.Read(Encoding.UTF8.GetBytes(document)).ShouldBeTrue();

        string[] values = [.. reader.First(4) is { } first ? [first] : Array.Empty<string>(), .. reader.Further.Where(f => f.Field == 4).Select(f => f.Value)];
        string.Join(' ', values.Select(value => value.Length == 0 ? "<>" : value)).ShouldBe(expected);
    }

    [Theory]
    [InlineData("2001:DB8:0:0::1", "2001:db8::1")]
    [InlineData("::ffff:10.0.0.1", "10.0.0.1")]
    [InlineData("10.0.0.1", "10.0.0.1")]
    [InlineData("fe80::1%eth0", "fe80::1%eth0")]
    [InlineData("not:an:address", "not:an:address")]
    public void Read_Address_OneSpelling(string address, string expected)
    {
        reader.Read(Encoding.UTF8.GetBytes($$$"""{"source":{"ip":"{{{address}}}"}}"""));

        reader.First(6).ShouldBe(expected);
    }

    [Theory]
    [InlineData("""{"message":"Đăng nhập","process":{"command_line":"cmd /c"}}""", "đăng nhập ¶ cmd c")]
    [InlineData("""{"process":{"command_line":"cmd /c"},"message":"Đăng nhập"}""", "đăng nhập ¶ cmd c")]
    [InlineData("""{"message":["a b","…","c"]}""", "a b ¶ c")]
    [InlineData("""{"winlog":{"event_data":{"CommandLine":"whoami"}}}""", "¶ whoami")]
    [InlineData("""{"winlog":{"event_data":{"CommandLine":"whoami"}},"process":{"command_line":"cmd"}}""", "¶ cmd")]
    [InlineData("""{"process":{"command_line":"\\"}}""", "")]
    [InlineData("""{"message":"…"}""", "")]
    public void Read_Texts_TheirWords(string document, string expected)
    {
        reader.Read(Encoding.UTF8.GetBytes(document));

        reader.WordText.ToString().ShouldBe(expected);
        reader.IsCut.ShouldBeFalse();
    }

    [Fact]
    public void Read_MoreWordsThanAreKept_CutAndMarked()
    {
        reader.Read(Encoding.UTF8.GetBytes($$"""{"message":"{{string.Concat(Enumerable.Repeat("a ", 10_000))}}","process.command_line":"whoami"}"""));

        reader.WordText.ToString().ShouldEndWith(" a ¶ whoami …");
        reader.IsCut.ShouldBeTrue();
    }

    [Fact]
    public void Read_MoreValuesThanAreKept_Cut()
    {
        reader.Read(Encoding.UTF8.GetBytes($$"""{"user.name":[{{string.Join(',', Enumerable.Range(0, 1000))}}]}"""));

        reader.Further.Count.ShouldBe(FieldValue.MaxValues - 1);
        reader.IsCut.ShouldBeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"user":""")]
    [InlineData("""{"user":{"name":"an"}} x""")]
    public void Read_NoObject_False(string document) => reader.Read(Encoding.UTF8.GetBytes(document)).ShouldBeFalse();

    [Fact]
    public void Read_VeryDeep_False() =>
        reader.Read(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("""{"user":""", 5000)))).ShouldBeFalse();

    [Fact]
    public void Read_BytesThatAreNoText_Replaced()
    {
        reader.Read([.. "{\"user.name\":\""u8, 0xFF, 0xC3, .. "\"}"u8]).ShouldBeTrue();

        reader.First(4).ShouldBe("\uFFFD\uFFFD");
    }

    [Fact]
    public void Read_AfterAnother_NothingStays()
    {
        reader.Read("""{"user.name":["a","b"],"message":"x"}"""u8);
        reader.Read("{}"u8).ShouldBeTrue();

        reader.First(4).ShouldBeNull();
        reader.Further.ShouldBeEmpty();
        reader.WordText.ToString().ShouldBeEmpty();
    }
}
