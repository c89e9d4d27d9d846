using HueSoc.Agent.Collectors.WindowsLog;

namespace HueSoc.Agent.Tests.Collectors.WindowsLog;

public sealed class EventLogBookmarkTests
{
    [Theory]
    [InlineData("<BookmarkList>\r\n  <Bookmark Channel='Security' RecordId='18446' IsCurrent='true'/>\r\n</BookmarkList>", 18_446)]
    [InlineData("<BookmarkList><Bookmark Channel=\"A/B\" RecordId=\"7\" IsCurrent=\"true\"/></BookmarkList>", 7)]
    [InlineData("<BookmarkList><Bookmark Channel='A' RecordId='7'/><Bookmark Channel='B' RecordId='8' IsCurrent='true'/></BookmarkList>", 0)]
    [InlineData("<BookmarkList><Bookmark RecordId='-7'/></BookmarkList>", 0)]
    [InlineData("<BookmarkList><Bookmark RecordId='99999999999999999999'/></BookmarkList>", 0)]
    [InlineData("<BookmarkList><Bookmark RecordId='7", 0)]
    [InlineData(" RecordId=", 0)]
    [InlineData("", 0)]
    [InlineData(null, 0)]
    public void RecordId_OfABookmark_IsItsNumber(string? bookmark, long id) => EventLogBookmark.RecordId(bookmark).ShouldBe(id);

    [Fact]
    public void Write_Always_IsReadAgain() => EventLogBookmark.RecordId(EventLogBookmark.Write("Microsoft-Windows-Sysmon/Operational", long.MaxValue)).ShouldBe(long.MaxValue);
}
