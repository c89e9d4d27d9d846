using System.Text;
using HueSoc.Agent.Collectors;

namespace HueSoc.Agent.Tests.Collectors;

/// <summary>A sink in memory with the spool's rules: frames in the order of the calls; what is not committed may be forgotten, as a suffix, together with its positions.</summary>
internal sealed class JournalSink : IRecordSink
{
    private int committed;

    /// <summary>All frames.</summary>
    public List<JournalFrame> Frames { get; } = [];

    /// <summary>How many more frames are taken; then the spool is full.</summary>
    public int Room { get; set; } = int.MaxValue;

    /// <summary>How many calls were refused.</summary>
    public int Refused { get; private set; }

    public IEnumerable<JournalFrame> Records => Frames.Where(frame => frame.Kind == JournalFrameKind.Record);

    public IEnumerable<JournalFrame> Notices => Frames.Where(frame => frame.Kind == JournalFrameKind.Notice);

    /// <summary>The texts of the records.</summary>
    public List<string> Texts => [.. Records.Select(frame => frame.Text)];

    public int Committed => committed;

    public bool TryAdd(in CollectedRecord record)
    {
        ReadOnlySpan<byte> text = record.Text.IsEmpty ? record.Raw : record.Text;
        return Add(new JournalFrame(JournalFrameKind.Record, record.Source, record.Generation, record.Position, record.After)
        {
            Text = Encoding.UTF8.GetString(text),
            Raw = record.Raw.ToArray(),
            Marks = record.Marks,
            Path = record.Path,
            Reading = record.Reading,
        });
    }

    public bool TryAdd(in SourceNotice notice) => Add(new JournalFrame(JournalFrameKind.Notice, notice.Source, notice.Generation, notice.Position, notice.After)
    {
        Text = notice.Action,
        Lost = notice.Lost,
        Path = notice.Path,
        Message = notice.Message,
    });

    public bool TrySave(SourceState state) => Add(new JournalFrame(JournalFrameKind.State, state.Source, state.Generation, state.Position, state.Position) { Details = state.Details });

    public bool TryForget(string source) => Add(new JournalFrame(JournalFrameKind.Forget, source, 0, default, default));

    public bool Commit()
    {
        committed = Frames.Count;
        return true;
    }

    /// <summary>A crash: of what was not committed, a suffix is gone.</summary>
    /// <param name="kept">How many frames stay at least; those committed do in any case.</param>
    public void Crash(int kept)
    {
        kept = Math.Max(kept, committed);
        if (kept < Frames.Count)
            Frames.RemoveRange(kept, Frames.Count - kept);
        committed = Frames.Count;
    }

    /// <summary>What the spool gives back at start.</summary>
    public List<SourceState> States()
    {
        Dictionary<string, SourceState> states = [];
        foreach (JournalFrame frame in Frames)
        {
            if (frame.Kind == JournalFrameKind.Forget)
            {
                states.Remove(frame.Source);
                continue;
            }

            ReadOnlyMemory<byte> details = frame.Kind == JournalFrameKind.State ? frame.Details
                : states.TryGetValue(frame.Source, out SourceState? before) ? before.Details : default;
            states[frame.Source] = new SourceState(frame.Source, frame.Generation, frame.After, details);
        }

        return [.. states.Values];
    }

    private bool Add(JournalFrame frame)
    {
        if (Room <= 0)
        {
            Refused++;
            return false;
        }

        Room--;
        Frames.Add(frame);
        return true;
    }
}
