using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace HueSoc.EndToEnd.Tests.Torture;

/// <summary>
/// The events of a torture: each is a function of its number alone, so that what must be in the store, which signals there
/// must be and which correlations must have fired can be computed without the server.
/// </summary>
/// <param name="begin">When the first happened. The others follow every five milliseconds, some of them out of order.</param>
/// <param name="spooled">When the first was spooled, which gives its id its day. The others follow every five milliseconds.</param>
internal sealed class NumberedEvents(DateTimeOffset begin, DateTimeOffset spooled)
{
    /// <summary>The code of a failed logon, which is of level low, and every twentieth event.</summary>
    public const int FailedLogon = 4625;

    /// <summary>The code of a logoff, which is only noted.</summary>
    public const int Logoff = 4634;

    /// <summary>The code of a new service, which is of level high.</summary>
    public const int NewService = 4697;

    private const int Other = 4624;
    private const int Users = 150;
    private const int Machines = 40;

    /// <summary>An event's code.</summary>
    public static int Code(int number) => (number % 20, number % 25, number % 500) switch
    {
        (0, _, _) => FailedLogon,
        (_, 1, _) => Logoff,
        (_, _, 2) => NewService,
        _ => Other,
    };

    /// <summary>The account an event is about.</summary>
    public static string User(int number) => string.Create(CultureInfo.InvariantCulture, $"canbo{Mix(number, 1) % Users:000}");

    /// <summary>The machine a logon came from.</summary>
    public static string Machine(int number) => string.Create(CultureInfo.InvariantCulture, $"PC-{Mix(number, 2) % Machines:00}");

    /// <summary>When an event happened; one in seven up to ten minutes before its place in the row.</summary>
    public DateTimeOffset Time(int number)
    {
        int late = Mix(number, 3) % 7 == 0 ? Mix(number, 4) % 600_000 : 0;
        return begin.AddMilliseconds((number * 5.0) - late);
    }

    /// <summary>
    /// An event's id: of even numbers one with the day they were spooled, as agents make them; of odd ones one without.
    /// </summary>
    public string Id(int number)
    {
        if (number % 2 != 0)
            return string.Create(CultureInfo.InvariantCulture, $"so-{number}");
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"torture/{number}")));
        return string.Create(CultureInfo.InvariantCulture, $"{spooled.AddMilliseconds(number * 5.0):yyyyMMdd}-{Convert.ToHexStringLower(hash.AsSpan(0, 16))}");
    }

    /// <summary>An event as a shipper sends it: one line.</summary>
    public string Document(int number) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        {"@timestamp":"{{Time(number):yyyy-MM-ddTHH:mm:ss.fffZ}}","message":"sự kiện số {{number}}","number":{{number}},"host":{"name":"SRV-{{number % 7}}"},"event":{"code":"{{Code(number)}}","provider":"Microsoft-Windows-Security-Auditing"},"winlog":{"channel":"Security","event_id":{{Code(number)}},"provider_name":"Microsoft-Windows-Security-Auditing","computer_name":"SRV-{{number % 7}}","event_data":{"TargetUserName":"{{User(number)}}","WorkstationName":"{{Machine(number)}}","ServiceName":"dịch vụ thử {{number % 11}}"} } }
        """);

    // Numbers that look random and are the same everywhere and always.
    private static int Mix(int number, int salt)
    {
        ulong x = ((ulong)(uint)number << 8) + (ulong)salt;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return (int)((x ^ (x >> 31)) & int.MaxValue);
    }
}
