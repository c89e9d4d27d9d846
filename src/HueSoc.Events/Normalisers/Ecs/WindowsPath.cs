namespace HueSoc.Events.Normalisers.Ecs;

/// <summary>Paths of files on Windows.</summary>
internal static class WindowsPath
{
    /// <summary>What follows the last slash of either kind.</summary>
    public static ReadOnlySpan<byte> Name(ReadOnlySpan<byte> path) => path[(path.LastIndexOfAny((byte)'\\', (byte)'/') + 1)..];

    /// <summary>Writes the name of a program beside its path.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="field">The field of the path.</param>
    /// <param name="path">The path.</param>
    /// <param name="isInner">Whether it is what stands between the quotes of JSON, of which <see cref="CanSplit"/> holds.</param>
    public static void WriteName(EcsWriter writer, EcsField field, ReadOnlySpan<byte> path, bool isInner) =>
        Put(writer, field.Beside[0], Name(path), isInner);

    /// <summary>Writes folder, name and extension of a file beside its path.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="field">The field of the path.</param>
    /// <param name="path">The path.</param>
    /// <param name="isInner">Whether it is what stands between the quotes of JSON, of which <see cref="CanSplit"/> holds.</param>
    public static void WriteParts(EcsWriter writer, EcsField field, ReadOnlySpan<byte> path, bool isInner)
    {
        ReadOnlySpan<byte> name = Name(path);
        int slash = isInner && name.Length < path.Length && path[^(name.Length + 1)] == '\\' ? 2 : 1;
        int folder = path.Length - name.Length - slash;

        // The root of a drive keeps its slash: C: alone means another folder.
        if (folder > 0)
            Put(writer, field.Beside[0], path[..(path[folder - 1] == ':' ? folder + slash : folder)], isInner);
        Put(writer, field.Beside[1], name, isInner);

        // An alternate stream, file.txt:stream, is no part of the extension.
        int stream = name.IndexOf((byte)':');
        if (stream > 0)
            name = name[..stream];
        int dot = name.LastIndexOf((byte)'.');
        if (dot >= 0)
            Put(writer, field.Beside[2], name[(dot + 1)..], isInner);
    }

    /// <summary>
    /// Whether a path can be taken apart as it stands between the quotes of JSON: its last backslash is one of a path, not that of another escape, and
    /// what stands before that is no escape, which might be that of a drive's colon.
    /// </summary>
    public static bool CanSplit(ReadOnlySpan<byte> inner)
    {
        const int longEscape = 6;
        int last = inner.LastIndexOf((byte)'\\');
        int before = last;
        while (before >= 0 && inner[before] == '\\')
            before--;
        return ((last - before) & 1) == 0 && (before + 1 < longEscape || !inner[(before + 1 - longEscape)..].StartsWith("\\u"u8));
    }

    private static void Put(EcsWriter writer, EcsField field, ReadOnlySpan<byte> text, bool isInner)
    {
        if (isInner)
            writer.PutInner(field, text);
        else
            writer.PutText(field, text);
    }
}
