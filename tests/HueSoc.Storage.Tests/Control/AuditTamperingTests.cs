using HueSoc.Storage.Control;
using HueSoc.Storage.Control.Audit;
using Microsoft.Data.Sqlite;

namespace HueSoc.Storage.Tests.Control;

/// <summary>What somebody with the file in hand may do to the chain, and whether it shows.</summary>
public sealed class AuditTamperingTests
{
    private const string Unlock = "DROP TRIGGER audit_is_not_changed; DROP TRIGGER audit_is_not_deleted;";

    [Theory]
    [InlineData("time", "time + 1")]
    [InlineData("actor", "'someone'")]
    [InlineData("kind", "'system'")]
    [InlineData("action", "'test.other'")]
    [InlineData("subject", "subject || ' '")]
    [InlineData("agency", "'B'")]
    [InlineData("details", "'{\"x\":1}'")]
    [InlineData("hash", "zeroblob(32)")]
    [InlineData("hash", "NULL", true)]
    [InlineData("subject", "x'00'")]
    public async Task Verify_AChangedField_ShowsWhere(string column, string value, bool mayFail = false)
    {
        await using ControlHouse house = await WithActsAsync(10);
        try
        {
            Tamper(house, $"UPDATE audit SET {column} = {value} WHERE seq = 4");
        }
        catch (SqliteException) when (mayFail)
        {
            return;
        }

        AuditVerification check = house.Audit.Verify([]);

        check.Faults.Select(fault => (fault.Kind, fault.Sequence)).ShouldContain((AuditFaultKind.Broken, 4L));
    }

    [Fact]
    public async Task Verify_AMovedBorderBetweenFields_Shows()
    {
        await using ControlHouse house = await WithActsAsync(3);
        Tamper(house, "UPDATE audit SET action = action || substr(subject, 1, 1), subject = substr(subject, 2) WHERE seq = 2");

        house.Audit.Verify([]).IsSound.ShouldBeFalse();
    }

    [Fact]
    public async Task Verify_ARemovedRow_NamesItsNumber()
    {
        await using ControlHouse house = await WithActsAsync(10);
        Tamper(house, "DELETE FROM audit WHERE seq = 4");

        AuditFault fault = house.Audit.Verify([]).Faults.ShouldHaveSingleItem();

        fault.Kind.ShouldBe(AuditFaultKind.Missing);
        fault.Message.ShouldBe("entry 4 is missing");
    }

    [Fact]
    public async Task Verify_ATruncatedTail_ShowsByTheNoteOfTheEnd()
    {
        await using ControlHouse house = await WithActsAsync(10);
        Tamper(house, "DELETE FROM audit WHERE seq > 7");

        house.Audit.Verify([]).Faults.ShouldContain(fault => fault.Kind == AuditFaultKind.Truncated);
    }

    [Fact]
    public async Task Verify_ATruncatedTailAfterWhichActsWentOn_StillShows()
    {
        await using ControlHouse house = await WithActsAsync(10);
        Tamper(house, "DELETE FROM audit WHERE seq > 7");
        await house.Audit.RecordAsync(ControlHouse.Tester, "test.act", "after", AuditDetails.None, "", default);

        house.Audit.Verify([]).Faults.Select(fault => fault.Message).ShouldBe(["entries 8 to 10 are missing"]);
    }

    [Fact]
    public async Task Verify_ATruncatedTailWithTheNotePutRight_ShowsOnlyWithAKnownHead()
    {
        await using ControlHouse house = await WithActsAsync(10);
        AuditHead known = house.Audit.Head();
        Tamper(house, "DELETE FROM audit WHERE seq > 7; UPDATE audit_head SET seq = 7, hash = (SELECT hash FROM audit WHERE seq = 7)");

        AuditVerification blind = house.Audit.Verify([]);
        AuditVerification seeing = house.Audit.Verify([known]);

        blind.IsSound.ShouldBeTrue();
        blind.NotRuledOut.ShouldContain(sentence => sentence.Contains("cut off", StringComparison.Ordinal));
        seeing.Faults.ShouldHaveSingleItem().Kind.ShouldBe(AuditFaultKind.Truncated);
    }

    [Fact]
    public async Task Verify_AChainMadeAnew_ShowsOnlyWithAKnownHead()
    {
        await using ControlHouse house = await WithActsAsync(10);
        AuditHead known = house.Audit.Head();
        Forge(house, from: 5);

        house.Audit.Verify([]).IsSound.ShouldBeTrue();
        AuditVerification seeing = house.Audit.Verify([known]);
        seeing.Faults.ShouldHaveSingleItem().Kind.ShouldBe(AuditFaultKind.Rewritten);
        seeing.Confirmed.ShouldBeNull();
    }

    [Fact]
    public async Task Verify_RewrittenAfterTheLastKnownHead_SaysThatItCouldNotTell()
    {
        await using ControlHouse house = await WithActsAsync(10);
        AuditHead known = house.Audit.Head();
        await house.Audit.RecordAsync(ControlHouse.Tester, "test.act", "later", AuditDetails.None, "", default);
        Forge(house, from: 11);

        AuditVerification check = house.Audit.Verify([known]);

        check.IsSound.ShouldBeTrue();
        check.Confirmed.ShouldBe(known);
        check.NotRuledOut[0].ShouldStartWith("Entries 11 to 11 are later than the last known place");
    }

    [Fact]
    public async Task Verify_AHeadOfAnotherChain_IsAFault()
    {
        await using ControlHouse house = await WithActsAsync(3);
        await using ControlHouse other = await WithActsAsync(3);

        house.Audit.Verify([other.Audit.Head()]).Faults.ShouldHaveSingleItem().Kind.ShouldBe(AuditFaultKind.OtherChain);
    }

    [Fact]
    public async Task Verify_AnyRandomTampering_ShowsAgainstAKnownHead()
    {
        Random random = new(20260302);
        for (int round = 0; round < 40; round++)
        {
            int count = random.Next(2, 12);
            await using ControlHouse house = await WithActsAsync(count);
            AuditHead head = house.Audit.Head();
            house.Audit.Verify([head]).IsSound.ShouldBeTrue();

            string tampering = Tampering(random, count);
            Tamper(house, tampering);

            house.Audit.Verify([head]).IsSound.ShouldBeFalse($"round {round}: {tampering}");
        }
    }

    private static string Tampering(Random random, int count)
    {
        int one = random.Next(1, count + 1);
        int other = one == count ? 1 : one + 1;
        string[] fields = ["time", "actor", "kind", "action", "subject", "agency", "details", "hash"];
        return random.Next(6) switch
        {
            // changed
            0 => $"UPDATE audit SET {fields[random.Next(7)]} = 'x' WHERE seq = {one}",
            // removed
            1 => $"DELETE FROM audit WHERE seq = {one}",
            // truncated
            2 => $"DELETE FROM audit WHERE seq >= {one}; UPDATE audit_head SET seq = {one - 1}",
            // inserted behind the end, or before the beginning
            3 => $"INSERT INTO audit SELECT {(random.Next(2) == 0 ? count + 1 : 0)}, time, actor, kind, action, subject, agency, details, hash FROM audit WHERE seq = {one}",
            // inserted in the middle, the others moved up
            4 => $"UPDATE audit SET seq = -seq WHERE seq > {one}; UPDATE audit SET seq = 1 - seq WHERE seq < 0; "
                + $"INSERT INTO audit SELECT {one + 1}, time, actor, kind, action, subject, agency, details, hash FROM audit WHERE seq = {one}",
            // reordered
            _ => $"UPDATE audit SET seq = -1 WHERE seq = {one}; UPDATE audit SET seq = {one} WHERE seq = {other}; UPDATE audit SET seq = {other} WHERE seq = -1",
        };
    }

    private static async Task<ControlHouse> WithActsAsync(int count)
    {
        ControlHouse house = new();
        for (int i = 1; i <= count; i++)
        {
            house.Time.Pass(TimeSpan.FromMinutes(1));
            await house.Audit.RecordAsync(new($"actor {i}", ActorKind.Account), "test.act", $"subject:{i}", AuditDetails.Of(("i", i)), "A", default);
        }

        return house;
    }

    private static void Tamper(ControlHouse house, string sql)
    {
        using SqliteConnection raw = ControlHouse.Raw(house.Database.Path);
        ControlHouse.Run(raw, Unlock + sql);
    }

    // Someone who knows how it is done changes a row and makes every hash from there on anew.
    private static void Forge(ControlHouse house, long from)
    {
        using SqliteConnection raw = ControlHouse.Raw(house.Database.Path);
        ControlHouse.Run(raw, Unlock + $"UPDATE audit SET subject = 'forged' WHERE seq = {from}");
        byte[] before = raw.Query("SELECT hash FROM audit WHERE seq = $1", row => row.GetFieldValue<byte[]>(0), from - 1)[0];
        long last = raw.Number("SELECT MAX(seq) FROM audit");
        for (long seq = from; seq <= last; seq++)
        {
            before = raw.Query(
                "SELECT time, actor, kind, action, subject, agency, details FROM audit WHERE seq = $1",
                row => AuditHash.Of(before, seq, row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6)), seq)[0];
            raw.Query("UPDATE audit SET hash = $1 WHERE seq = $2 RETURNING seq", row => row.GetInt64(0), before, seq);
        }

        raw.Query("UPDATE audit_head SET seq = $1, hash = $2 RETURNING seq", row => row.GetInt64(0), last, before);
    }
}
