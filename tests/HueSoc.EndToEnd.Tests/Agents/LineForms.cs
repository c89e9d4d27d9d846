using System.Globalization;

namespace HueSoc.EndToEnd.Tests.Agents;

/// <summary>The ways in which the numbered lines are written.</summary>
internal static class LineForms
{
    private const string Padding = "một dòng nhật ký dài như thường lệ, để tệp lớn lên và được xoay vòng";

    /// <summary>A line of syslog.</summary>
    public static string Syslog(string log, int number) => string.Create(
        CultureInfo.InvariantCulture, $"2026-11-22T{number / 3600 % 24:00}:{number / 60 % 60:00}:{number % 60:00}.{number % 1000:000}+07:00 may-chu ung-dung[77]: log={log} number={number} {Padding}\n");

    /// <summary>A record of auditd.</summary>
    public static string Audit(string log, int number) => string.Create(
        CultureInfo.InvariantCulture, $"type=USER_CMD msg=audit({1_763_800_000 + (number / 10)}.{number % 1000:000}:{number}): pid=77 uid=1000 auid=1000 ses=1 msg='cwd=\"/root\" cmd=\"log={log} number={number}\" terminal=pts/0 res=success'\n");

    /// <summary>A record of the journal's export format.</summary>
    public static string Journal(string log, int number) => string.Create(
        CultureInfo.InvariantCulture,
        $"__CURSOR=s=0123;i={number:x};b=4567;t={number};x=89\n__REALTIME_TIMESTAMP={1_763_800_000_000_000 + (number * 1000L)}\n_BOOT_ID=45670000000000000000000000004567\nPRIORITY=6\nSYSLOG_IDENTIFIER=ung-dung\n_PID=77\nMESSAGE=log={log} number={number} {Padding}\n\n");
}
