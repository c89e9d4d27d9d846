namespace HueSoc.Events.Normalisers.Ecs;

/// <summary>Paths of files on Windows.</summary>
internal static class WindowsPath
{
    /// <summary>What follows the last slash of either kind.</summary>
    public static ReadOnlySpan<byte> Name(ReadOnlySpan<byte> path) => path[(path.LastIndexOfAny((byte)'\\', (byte)'/') + 1)..];

    /// <summary>Writes folder, name and extension of a file beside its path.</summary>
    public static void WriteParts(EcsWriter writer, EcsField field, ReadOnlySpan<byte> path)
    {
        ReadOnlySpan<byte> name = Name(path);
        int folder = path.Length - name.Length - 1;

        // The root of a drive keeps its slash: C: alone means another folder.
        if (folder > 0)
            writer.PutText(field.Beside[0], path[..(path[folder - 1] == ':' ? folder + 1 : folder)]);
        writer.PutText(field.Beside[1], name);

        // An alternate stream, file.txt:stream, is no part of the extension.
        int stream = name.IndexOf((byte)':');
        if (stream > 0)
            name = name[..stream];
        int dot = name.LastIndexOf((byte)'.');
        if (dot >= 0)
            writer.PutText(field.Beside[2], name[(dot + 1)..]);
    }
}
