using HueSoc.Events.Normalisers.Ecs;

namespace HueSoc.Events.Normalisers.Windows;

/// <summary>Keys and values of the registry: Sysmon's short names of the hives (<c>HKLM\…</c>), and the kernel's (<c>\REGISTRY\MACHINE\…</c>).</summary>
internal static class RegistryNames
{
    private static readonly EcsField DataStrings = new("registry.data.strings");
    private static readonly EcsField DataType = new("registry.data.type", EcsValue.Code, new CodeTexts(
        ("%%1872", "REG_NONE"), ("%%1873", "REG_SZ"), ("%%1874", "REG_EXPAND_SZ"), ("%%1875", "REG_BINARY"), ("%%1876", "REG_DWORD"), ("%%1877", "REG_DWORD_BIG_ENDIAN"),
        ("%%1878", "REG_LINK"), ("%%1879", "REG_MULTI_SZ"), ("%%1880", "REG_RESOURCE_LIST"), ("%%1881", "REG_FULL_RESOURCE_DESCRIPTOR"),
        ("%%1882", "REG_RESOURCE_REQUIREMENTS_LIST"), ("%%1883", "REG_QWORD")));

    private static readonly EcsField EventType = new("event.type");
    private static readonly EcsField Hive = new("registry.hive");
    private static readonly EcsField Key = new("registry.key");
    private static readonly EcsField Path = new("registry.path");
    private static readonly EcsField Value = new("registry.value");

    /// <summary>Sysmon 12 and 14: keys and values made, deleted and renamed.</summary>
    public static void ReadSysmonObject(EcsWriter writer, EventValues values)
    {
        ReadOnlySpan<byte> kind = values.Text("EventType"u8);
        bool isValue = kind.EndsWith("Value"u8);
        if (kind.StartsWith("Create"u8))
            writer.Put(EventType, "[\"creation\"]"u8);
        else if (kind.StartsWith("Delete"u8))
            writer.Put(EventType, "[\"deletion\"]"u8);
        WriteTarget(writer, values, isValue);
    }

    /// <summary>Sysmon 13: a value that was set, and to what.</summary>
    public static void ReadSysmonValue(EcsWriter writer, EventValues values)
    {
        WriteTarget(writer, values, isValue: true);
        ReadOnlySpan<byte> details = values.Text("Details"u8);
        bool isDouble = details.StartsWith("DWORD (0x"u8);
        if (isDouble || details.StartsWith("QWORD (0x"u8))
        {
            writer.PutText(DataType, isDouble ? "REG_DWORD"u8 : "REG_QWORD"u8);
            WriteNumber(writer, details[9..].TrimEnd((byte)')'));
        }
        else if (details.SequenceEqual("Binary Data"u8))
        {
            writer.PutText(DataType, "REG_BINARY"u8);
        }
        else
        {
            // Of a text Sysmon does not say which of the types for texts it has.
            WriteStrings(writer, details);
        }
    }

    /// <summary>Security 4657: a value that was changed.</summary>
    public static void ReadSecurityValue(EcsWriter writer, EventValues values)
    {
        ByteSink path = writer.List;
        if (!TryBegin(path, values.Text("ObjectName"u8)))
            return;
        ReadOnlySpan<byte> value = values.Text("ObjectValueName"u8);
        bool isValue = !value.IsEmpty && value is not [(byte)'-'];
        int nameAt = path.Length + 1;
        if (isValue)
        {
            path.Write((byte)'\\');
            path.Write(value);
        }

        writer.PutText(Path, path.Written);
        WriteParts(writer, path.Written, isValue ? nameAt : -1);
        writer.Write(DataType, values.Text("NewValueType"u8));
        ReadOnlySpan<byte> data = values.Text("NewValue"u8);
        if (data is not [(byte)'-'])
            WriteStrings(writer, data);
    }

    /// <summary>Writes a key that the kernel's name stands for.</summary>
    public static void WriteKey(EcsWriter writer, ReadOnlySpan<byte> name)
    {
        if (!TryBegin(writer.List, name))
            return;
        writer.PutText(Path, writer.List.Written);
        WriteParts(writer, writer.List.Written, valueAt: -1);
    }

    private static void WriteTarget(EcsWriter writer, EventValues values, bool isValue)
    {
        int place = values.Find("TargetObject"u8);
        if (place < 0)
            return;
        ReadOnlySpan<byte> target = writer.Text(place);
        if (target.StartsWith(@"\REGISTRY\"u8) && TryBegin(writer.List, target))
        {
            target = writer.List.Written;
            writer.PutText(Path, target);
        }
        else
        {
            writer.Write(Path, place);
        }

        WriteParts(writer, target, isValue ? target.LastIndexOf((byte)'\\') + 1 : -1);
    }

    private static void WriteParts(EcsWriter writer, ReadOnlySpan<byte> path, int valueAt)
    {
        int slash = path.IndexOf((byte)'\\');
        ReadOnlySpan<byte> hive = slash < 0 ? path : path[..slash];
        if (hive.SequenceEqual("HKLM"u8) || hive.SequenceEqual("HKU"u8) || hive.SequenceEqual("HKCR"u8) || hive.SequenceEqual("HKCU"u8) || hive.SequenceEqual("HKCC"u8))
            writer.PutText(Hive, hive);
        if (slash < 0)
            return;
        bool isValue = valueAt > slash + 1;
        writer.PutText(Key, isValue ? path[(slash + 1)..(valueAt - 1)] : path[(slash + 1)..]);
        if (isValue)
            writer.PutText(Value, path[valueAt..]);
    }

    // The kernel's name in the words of the tools.
    private static bool TryBegin(ByteSink path, ReadOnlySpan<byte> name)
    {
        path.Clear();
        if (StartsWith(name, @"\REGISTRY\MACHINE"u8))
        {
            path.Write("HKLM"u8);
            path.Write(name[17..]);
        }
        else if (StartsWith(name, @"\REGISTRY\USER"u8))
        {
            path.Write("HKU"u8);
            path.Write(name[14..]);
        }
        else
        {
            path.Write(name);
        }

        return path.Length > 1;
    }

    private static bool StartsWith(ReadOnlySpan<byte> name, ReadOnlySpan<byte> hive) =>
        name.Length > hive.Length && name[hive.Length] == '\\' && System.Text.Ascii.EqualsIgnoreCase(name[..hive.Length], hive);

    // 0x00000001, or two halves: 0x00000000-0x00000001.
    private static void WriteNumber(EcsWriter writer, ReadOnlySpan<byte> digits)
    {
        int dash = digits.IndexOf("-0x"u8);
        if (!System.Buffers.Text.Utf8Parser.TryParse(dash < 0 ? digits : digits[..dash], out ulong number, out _, 'x'))
            return;
        if (dash >= 0)
        {
            if (number > uint.MaxValue || !System.Buffers.Text.Utf8Parser.TryParse(digits[(dash + 3)..], out uint low, out _, 'x'))
                return;
            number = (number << 32) | low;
        }

        Span<byte> text = stackalloc byte[24];
        _ = System.Buffers.Text.Utf8Formatter.TryFormat(number, text, out int length);
        WriteStrings(writer, text[..length]);
    }

    private static void WriteStrings(EcsWriter writer, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
            return;
        writer.List.Clear();
        writer.List.Write("[\""u8);
        JsonStrings.Escape(writer.List, text);
        writer.List.Write("\"]"u8);
        writer.Put(DataStrings, writer.List.Written);
    }
}
