using System.Globalization;
using System.Text;
using HueSoc.Agent.Collectors;
using HueSoc.Agent.Spool;

namespace HueSoc.Agent.Tests.Spool;

/// <summary>A spool in a folder of its own that can be closed, damaged and opened again.</summary>
internal sealed class SpoolHarness : IDisposable
{
    private readonly TemporaryFolder _root = new();
    private EventSpool? _spool;
    private int _number;

    public SpoolHarness(SpoolOptions? options = null, ISpoolDisk? disk = null)
    {
        Options = options ?? new SpoolOptions { KeepFreeBytes = 0, SegmentBytes = 4 << 10, SpoolBytes = 1 << 20 };
        Disk = disk ?? new SpoolDisk();
        Open();
    }

    public SpoolOptions Options { get; }

    public ISpoolDisk Disk { get; }

    public ManualTime Time { get; } = new();

    public EventSpool Spool => _spool!;

    public string Folder => _root.Of("spool");

    public List<string> Segments => [.. Directory.EnumerateFiles(Folder, "*.segment").Order(StringComparer.Ordinal)];

    public void Open() => _spool = EventSpool.Open(Folder, Options, Time, Disk);

    public void Reopen()
    {
        Spool.Dispose();
        Open();
    }

    /// <summary>The process is killed: nothing is kept that is not on disk.</summary>
    public void Kill(Action<string>? whileDead = null)
    {
        string copy = _root.Of("copy" + (++_number).ToString(CultureInfo.InvariantCulture));
        Directory.CreateDirectory(copy);
        foreach (string path in Directory.EnumerateFiles(Folder).Where(path => Path.GetFileName(path) != "lock"))
            File.Copy(path, Path.Combine(copy, Path.GetFileName(path)));

        Spool.Dispose();
        Directory.Delete(Folder, recursive: true);
        Directory.Move(copy, Folder);
        whileDead?.Invoke(Folder);
        Open();
    }

    public bool Append(int number, int bytes = 100, string source = "file:1:2") => Spool.TryAppend(new SpoolEvent
    {
        Source = source,
        Generation = 1,
        After = new SourcePosition(number + 1),
        Id = Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture)),
        DataStream = "logs-test-default",
        Document = Encoding.ASCII.GetBytes(new string('x', bytes)),
    });

    /// <summary>Commits some events, each in a batch of its own.</summary>
    public void Commit(int from, int count, int bytes = 100)
    {
        for (int number = from; number < from + count; number++)
        {
            Append(number, bytes).ShouldBeTrue();
            Spool.Commit().ShouldBeTrue();
        }
    }

    /// <summary>The ids of the events that are not acknowledged.</summary>
    public List<int> Read()
    {
        using SpoolReader reader = Spool.OpenReader();
        return Read(reader);
    }

    public static List<int> Read(SpoolReader reader)
    {
        List<int> numbers = [];
        while (reader.TryRead(out SpoolRecord record))
            numbers.Add(int.Parse(record.Id, CultureInfo.InvariantCulture));

        return numbers;
    }

    public void Dispose()
    {
        Spool.Dispose();
        _root.Dispose();
    }
}
