using System.Globalization;
using System.Text;
using HueSoc.Agent.Collectors.WindowsLog;
using HueSoc.Events.Normalisers;
using HueSoc.Events.Readers;
using HueSoc.Fleet.Configuration;
using HueSoc.Tests.Corpus;

namespace HueSoc.Agent.Tests.Collectors.WindowsLog;

/// <summary>A channel that holds what Windows itself has rendered.</summary>
public sealed class RenderedFilesTests
{
    private const string Folder = "corpora/evtx/windows-rendered";

    [CorpusFact(Folder)]
    public void Collect_WhatWindowsRendered_IsWhatTheHuntReadsInTheFile()
    {
        int compared = 0;
        foreach (string path in Directory.EnumerateFiles(CorpusPaths.Of(Folder), "*.evtx"))
        {
            SortedDictionary<long, string> expected = Read(path);
            FakeEventLog log = new();
            FakeChannel channel = log.Add("Security");
            foreach ((long id, string xml) in Rendered(Path.ChangeExtension(path, ".xml")).OrderBy(pair => pair.Id))
            {
                channel.NextId = id;
                channel.Write(0, record => record with { Xml = xml });
            }

            JournalSink sink = new();
            SourceConfiguration source = new() { Name = "w", Kind = SourceKind.WindowsEventLog, EventLog = new() { Channels = ["Security"] } };
            using WindowsLogCollector collector = new(source, [], new WindowsLogSettings(), log, new ManualTime());
            collector.Collect(sink);

            string.Join("\n", sink.Texts.Select(WithEcs)).ShouldBe(string.Join("\n", expected.Values), path);
            compared += sink.Texts.Count;
        }

        compared.ShouldBe(49);
    }

    private static IEnumerable<(long Id, string Xml)> Rendered(string path)
    {
        const string Number = "<EventRecordID>";
        foreach (string xml in File.ReadAllText(path).Split("</Event>", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            int at = xml.IndexOf(Number, StringComparison.Ordinal) + Number.Length;
            yield return (long.Parse(xml[at..xml.IndexOf('<', at)], CultureInfo.InvariantCulture), xml + "</Event>");
        }
    }

    // The file's events have ECS beside what Windows wrote; a collector's get it with all other fields, when they are taken in.
    private static string WithEcs(string json)
    {
        EventDraft draft = new();
        NormaliserContext context = new(TimeZoneInfo.Utc);
        context.Begin(default);
        draft.TryRead(Encoding.UTF8.GetBytes(json), new JsonBounds()).ShouldBeTrue();
        EventFormats.Normalise(draft, context).ShouldBe("winlogbeat");
        return Encoding.UTF8.GetString(draft.Finish());
    }

    private static SortedDictionary<long, string> Read(string path)
    {
        SortedDictionary<long, string> events = [];
        using EventReader reader = EventFile.Open(path, new EventReaderOptions()).Reader.ShouldNotBeNull();
        EventBatch batch = new();
        while (reader.TryRead(batch))
        {
            batch.Prepare();
            foreach (EventSlice slice in batch.Events)
                events.Add(slice.Record, Encoding.UTF8.GetString(batch.Buffer, slice.Offset, slice.Length));
        }

        return events;
    }
}
