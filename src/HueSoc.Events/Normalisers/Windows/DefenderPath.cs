using HueSoc.Events.Normalisers.Ecs;

namespace HueSoc.Events.Normalisers.Windows;

/// <summary>Where Defender found something: <c>file:_C:\x.exe; process:_pid:12</c>, several with semicolons between.</summary>
internal static class DefenderPath
{
    private static readonly EcsField FilePath = "file.path";

    /// <summary>Writes the first file of the list; of an archive, the archive.</summary>
    public static void Read(EcsWriter writer, EventValues values)
    {
        ReadOnlySpan<byte> text = values.Text("Path"u8);
        if (text.IsEmpty)
            text = values.Text("PathFound"u8);
        while (!text.IsEmpty)
        {
            int end = text.IndexOf((byte)';');
            ReadOnlySpan<byte> part = (end < 0 ? text : text[..end]).Trim((byte)' ');
            text = end < 0 ? default : text[(end + 1)..];
            int mark = part.IndexOf(":_"u8);
            ReadOnlySpan<byte> kind = mark < 0 ? default : part[..mark];
            if (mark >= 0 && !kind.SequenceEqual("file"u8) && !kind.SequenceEqual("containerfile"u8))
                continue;
            ReadOnlySpan<byte> path = mark < 0 ? part : part[(mark + 2)..];
            int inside = path.IndexOf("->"u8);
            writer.Write(FilePath, inside < 0 ? path : path[..inside]);
            return;
        }
    }
}
