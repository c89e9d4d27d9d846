using HueSoc.Events.Normalisers.Ecs;

namespace HueSoc.Events.Normalisers.Windows;

/// <summary>The object that the Security log tells of: only its type says whether its name is that of a file, of a key or of something that ECS has no place for.</summary>
internal static class SecuredObject
{
    private static readonly EcsField Category = new("event.category");
    private static readonly EcsField FilePath = "file.path";

    /// <summary>Events with <c>ObjectType</c> and <c>ObjectName</c>.</summary>
    public static void Read(EcsWriter writer, EventValues values)
    {
        ReadOnlySpan<byte> type = values.Text("ObjectType"u8);
        if (type.SequenceEqual("File"u8))
        {
            writer.Put(Category, "[\"file\"]"u8);
            writer.Write(FilePath, values.Find("ObjectName"u8));
        }
        else if (type.SequenceEqual("Key"u8))
        {
            writer.Put(Category, "[\"registry\"]"u8);
            RegistryNames.WriteKey(writer, values.Text("ObjectName"u8));
        }
    }

    /// <summary>5140 and 5145: the file on a share, under the path that it has on the machine itself.</summary>
    public static void ReadShare(EcsWriter writer, EventValues values)
    {
        ByteSink path = writer.List;
        path.Clear();
        ReadOnlySpan<byte> folder = values.Text("ShareLocalPath"u8);
        if (folder.StartsWith(@"\??\"u8))
            folder = folder[4..];
        path.Write(folder.TrimEnd((byte)'\\'));
        ReadOnlySpan<byte> name = values.Text("RelativeTargetName"u8);
        if (path.Length == 0 || name.IsEmpty || name is [(byte)'-'] or [(byte)'\\'])
            return;
        path.Write((byte)'\\');
        path.Write(name.TrimStart((byte)'\\'));
        writer.Write(FilePath, path.Written);
    }
}
