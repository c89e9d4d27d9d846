using HueSoc.Events.Normalisers.Ecs;

namespace HueSoc.Events.Normalisers.Windows;

/// <summary>A part of a script that PowerShell ran, event 4104. The part that makes it whole gets the text of the whole; what Windows wrote is not changed.</summary>
internal static class ScriptBlock
{
    private static readonly EcsField TextField = new("powershell.file.script_block_text");

    /// <summary>Writes the text: of the whole script if this was the last part missing, else of the part.</summary>
    public static void Read(EcsWriter writer, EventValues values)
    {
        int place = values.Find("ScriptBlockText"u8);
        if (place < 0)
            return;
        if (values.Context.ScriptBlocks is { } blocks
            && CodeTexts.TryParse(values.Text("MessageTotal"u8), out long total) && total is > 1 and <= ScriptBlocks.MostParts
            && CodeTexts.TryParse(values.Text("MessageNumber"u8), out long number) && number >= 1 && number <= total)
        {
            values.Context.ScriptTurn?.Invoke();

            // Each text is read where the last one was, so they go into the key one by one.
            ScriptBlockKey key = default(ScriptBlockKey).With(values.Context.Sender.Span);
            key = key.With(values.Whole("winlog.computer_name"u8));
            key = key.With(values.Text("Computer"u8)).With(values.Text("Hostname"u8));
            key = key.With(values.Text("ScriptBlockId"u8));
            if (blocks.TryJoin(key, (int)number, (int)total, writer.Text(place), writer.List))
                writer.PutText(TextField, writer.List.Written);
        }

        writer.PutAsIs(TextField, place);
    }
}
