using HueSoc.Events.Logs.Journald;

namespace HueSoc.Agent.Collectors.Files;

/// <summary>The records of a journal export: up to the empty line after each, which binary fields may have within.</summary>
/// <param name="maxRecordBytes">How many bytes of a record are given out at once at most.</param>
internal sealed class ExportFraming(int maxRecordBytes) : IRecordFraming
{
    public int MaxBytes => maxRecordBytes + 1;

    public bool TryCut(ReadOnlySpan<byte> data, bool middle, CutMode mode, out RecordCut cut)
    {
        RecordMarks last = middle ? RecordMarks.SplitEnd : RecordMarks.None;
        cut = default;
        if (data.IsEmpty)
            return false;
        int end = JournalExportFraming.Find(data);
        if (end > 0 && end <= MaxBytes)
        {
            cut = new RecordCut(end - 1, end, last);
            return true;
        }

        if (data.Length < MaxBytes)
        {
            if (mode == CutMode.Ended)
                cut = new RecordCut(data.Length, data.Length, last | RecordMarks.Unfinished);
            return mode == CutMode.Ended;
        }

        cut = new RecordCut(maxRecordBytes, maxRecordBytes, RecordMarks.Split);
        return true;
    }
}
