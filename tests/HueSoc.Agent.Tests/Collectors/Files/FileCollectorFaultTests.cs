using System.Diagnostics;
using HueSoc.Agent.Collectors;
using HueSoc.Agent.Collectors.Files;
using HueSoc.Fleet.Configuration;

namespace HueSoc.Agent.Tests.Collectors.Files;

/// <summary>A file system that fails, folders that are hostile, sources that get other names, and what a look at nothing new costs.</summary>
public sealed class FileCollectorFaultTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("huesoc-fault-");
    private readonly ManualTime time = new();
    private readonly JournalSink sink = new();
    private readonly FaultyFileAccess access = new();
    private SourceConfiguration source;
    private FileCollector? collector;

    public FileCollectorFaultTests() =>
        source = new SourceConfiguration { Name = "a", Kind = SourceKind.File, Paths = [Of("a.log*")], Format = "plain", MaxLineBytes = 1024 };

    public void Dispose()
    {
        collector?.Dispose();
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(FileOutcome.TooManyOpen)]
    [InlineData(FileOutcome.Failed)]
    [InlineData(FileOutcome.Denied)]
    public void Collect_FilesCannotBeOpenedForAWhile_IsAProblemAndNothingIsLost(object opening)
    {
        Append("a.log", "one\n");
        access.Opening = (FileOutcome)opening;
        Poll();
        collector!.Problem.ShouldNotBeNull().ShouldContain("a.log");
        sink.Records.ShouldBeEmpty();
        access.Opening = FileOutcome.Done;
        Poll();

        sink.Texts.ShouldBe(["one"]);
        collector.Problem.ShouldBeNull();
    }

    [Fact]
    public void Collect_ReadsFailForAWhile_NothingIsLostOrTakenForTruncated()
    {
        Append("a.log", "one\n");
        Poll();
        Append("a.log", "two\n");
        access.ReadsFail = true;
        Poll(50);
        collector!.Problem.ShouldNotBeNull();
        access.ReadsFail = false;
        Poll();

        sink.Texts.ShouldBe(["one", "two"]);
        sink.Notices.ShouldBeEmpty();
    }

    [Fact]
    public void Collect_MoreFilesThanMayBeOpen_AllAreReadWithFewOpen()
    {
        for (int i = 0; i < 200; i++)
            Append($"a.log.{i}", $"first of {i}\n");
        Poll();
        for (int i = 0; i < 200; i++)
            Append($"a.log.{i}", $"second of {i}\n");
        Poll();

        sink.Texts.Count.ShouldBe(400);
        sink.Texts.Distinct().Count().ShouldBe(400);
        access.MostOpen.ShouldBeLessThanOrEqualTo(65);
    }

    [Fact]
    public void Collect_TenThousandFiles_AreBoundedAndSaidSo()
    {
        for (int i = 0; i < 10_000; i++)
            Append($"a.log.{i}", $"{i}\n");
        Poll(3);

        sink.Texts.Count.ShouldBe(4_096);
        sink.Texts.Distinct().Count().ShouldBe(4_096);
        collector!.Problem.ShouldNotBeNull().ShouldContain("4096");
        access.OpenFiles.ShouldBeLessThanOrEqualTo(64);
    }

    [Fact]
    public void Collect_FileBecomesAFolderAPipeAndALoop_LeavesThemAlone()
    {
        Append("a.log", "one\n");
        Poll();
        File.Delete(Of("a.log"));
        Directory.CreateDirectory(Of("a.log"));
        Process.Start("mkfifo", Of("a.log.pipe")).WaitForExit();
        File.CreateSymbolicLink(Of("a.log.loop"), Of("a.log.loop"));
        Directory.CreateSymbolicLink(Of("a.log.up"), folder.FullName);
        time.Advance(TimeSpan.FromSeconds(11));
        Poll(4);
        Directory.Delete(Of("a.log"));
        Append("a.log", "two\n");
        Poll();

        sink.Texts.ShouldBe(["one", "two"]);
        sink.Notices.ShouldBeEmpty();
    }

    [Fact]
    public void Collect_FolderOfTheGlobIsSwapped_FindsWhatIsThereNow()
    {
        source = source with { Paths = [Of("*/x/a.log")] };
        Directory.CreateDirectory(Of("one/x"));
        Append("one/x/a.log", "one\n");
        Poll();
        Directory.Delete(Of("one"), recursive: true);
        Append("one", "a file by now");
        Directory.CreateDirectory(Of("two/x"));
        Directory.CreateSymbolicLink(Of("two/x/again"), Of("two"));
        Append("two/x/a.log", "two\n");
        time.Advance(TimeSpan.FromSeconds(11));
        Poll(4);

        sink.Texts.ShouldBe(["one", "two"]);
    }

    [Fact]
    public void Collect_FileOfNulsOnly_GivesNothingAndEndsItsTurn()
    {
        File.WriteAllBytes(Of("a.log"), new byte[4 << 20]);
        Poll();
        sink.Records.ShouldBeEmpty();
        Append("a.log", "after\n");
        Poll(4);

        sink.Texts.ShouldBe(["after"]);
    }

    [Fact]
    public void Collect_SourceWithAnotherName_GoesOnWhereItWas()
    {
        Append("a.log", "one\n");
        Poll();
        collector!.Dispose();
        Append("a.log", "two\n");
        source = source with { Name = "b" };
        collector = null;
        Poll();
        collector!.Dispose();
        Append("a.log", "three\n");
        source = source with { Name = "c" };
        collector = null;
        Poll();

        sink.Texts.ShouldBe(["one", "two", "three"]);
        sink.Records.Select(frame => frame.Source).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public void Collect_AnotherSourceWithTheSamePathsIsAdded_TheFirstKeepsWhatItHas()
    {
        Append("a.log", "one\n");
        Poll();
        SourceConfiguration other = source with { Name = "b" };
        using FileCollector second = new(other, [other, source], sink.States(), new FileSettings(), access, time);
        Append("a.log", "two\n");
        Poll();
        second.Lag.ShouldBe(0);

        sink.Texts.ShouldBe(["one", "two"]);
    }

    [Fact]
    public void Collect_NothingNewInTwentyFiles_AllocatesLittle()
    {
        for (int i = 0; i < 20; i++)
            Append($"a.log.{i}", $"{i}\n");
        Poll(50, TimeSpan.FromSeconds(1));
        long before = GC.GetAllocatedBytesForCurrentThread();
        long from = Stopwatch.GetTimestamp();
        Poll(25, TimeSpan.FromMilliseconds(250));
        long allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / 25;

        // The time is printed and not asserted.
        Console.WriteLine($"an idle poll of 20 files: {allocated} bytes, {Stopwatch.GetElapsedTime(from).TotalMicroseconds / 25:F0} microseconds");
        allocated.ShouldBeLessThan(2_048);
    }

    private string Of(string name) => Path.Combine(folder.FullName, name);

    private void Append(string name, string text) => File.AppendAllText(Of(name), text);

    private void Poll(int times = 2, TimeSpan? pause = null)
    {
        collector ??= new FileCollector(source, [source], sink.States(), new FileSettings(), access, time);
        for (int i = 0; i < times; i++)
        {
            time.Advance(pause ?? TimeSpan.Zero);
            collector.Collect(sink);
        }
    }
}
