using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace HueSoc.Events.Tests.Evtx;

/// <summary>
/// EVTX read in the plainest way, a token at a time into XML, for files that are whole: the model that the reader is compared
/// with. Names are without prefixes, namespaces are left out.
/// </summary>
internal sealed class BinXmlModel(byte[] chunk)
{
    private int at;

    /// <summary>The records of a file, in its order.</summary>
    public static IEnumerable<(long Id, XElement Event)> Read(byte[] file)
    {
        for (int offset = 4096; offset + 65536 <= file.Length; offset += 65536)
        {
            byte[] chunk = file[offset..(offset + 65536)];
            if (Encoding.Latin1.GetString(chunk, 0, 8) != "ElfChnk\0")
                continue;
            int end = BitConverter.ToInt32(chunk, 48);
            for (int record = 512; record < end; record += BitConverter.ToInt32(chunk, record + 4))
            {
                BinXmlModel model = new(chunk) { at = record + 24 };
                XElement holder = new("Holder");
                model.Content(holder, [], dependencies: false, record + BitConverter.ToInt32(chunk, record + 4) - 4);
                yield return (BitConverter.ToInt64(chunk, record + 8), (XElement)holder.FirstNode!);
            }
        }
    }

    private void Content(XContainer parent, Value[] values, bool dependencies, int end)
    {
        while (at < end)
        {
            byte token = (byte)(chunk[at++] & 0xBF);
            switch (token)
            {
                case 0x00 or 0x04:
                    return;
                case 0x0F:
                    at += 3;
                    break;
                case 0x01:
                    Element(parent, values, dependencies, end, (chunk[at - 1] & 0x40) != 0);
                    break;
                case 0x0C:
                    Template(parent);
                    break;
                default:
                    if (Text(token, values, out Value? nested) is { } text)
                        parent.Add(new XText(text));
                    else if (nested is not null)
                        Nested(parent, nested.Value);
                    break;
            }
        }
    }

    private void Nested(XContainer parent, Value value)
    {
        int back = at;
        at = value.Offset;
        Content(parent, [], dependencies: false, value.Offset + value.Size);
        at = back;
    }

    private void Element(XContainer parent, Value[] values, bool dependencies, int end, bool hasAttributes)
    {
        int dependency = 0xFFFF;
        if (dependencies)
        {
            dependency = BitConverter.ToUInt16(chunk, at);
            at += 2;
        }

        at += 4;
        XElement element = new(Name());
        if (hasAttributes)
            at += 4;
        while ((chunk[at] & 0xBF) == 0x06)
        {
            at++;
            string name = Name();
            StringBuilder text = new();
            bool absent = false;
            while ((chunk[at] & 0xBF) is 0x05 or 0x08 or 0x09 or 0x0D or 0x0E)
            {
                byte token = (byte)(chunk[at++] & 0xBF);
                absent |= token == 0x0E && values[BitConverter.ToUInt16(chunk, at)].Type == 0;
                text.Append(Text(token, values, out _));
            }

            if (!absent && !name.StartsWith("xmlns", StringComparison.Ordinal))
                element.SetAttributeValue(name, text.ToString());
        }

        bool isNull = dependency < values.Length && values[dependency].Type == 0;
        bool repeats = false;
        if (chunk[at++] == 0x02)
        {
            if (chunk[at] is 0x0D or 0x0E && chunk[at + 4] == 0x04)
            {
                Value value = values[BitConverter.ToUInt16(chunk, at + 1)];
                isNull |= chunk[at] == 0x0E && value.Type == 0;
                if ((value.Type & 0x80) != 0)
                {
                    repeats = true;
                    at += 5;
                    string[] items = Encoding.Unicode.GetString(chunk, value.Offset, value.Size).Split('\0');
                    if (value.Type != 0x81)
                        throw new InvalidOperationException("the corpus has no such array");
                    if (items.Length > 1 && items[^1].Length == 0)
                        items = items[..^1];
                    foreach (string item in items)
                    {
                        XElement copy = new(element);
                        copy.Add(new XText(item));
                        parent.Add(copy);
                    }
                }
            }

            if (!repeats)
                Content(element, values, dependencies, end);
        }

        if (!isNull && !repeats)
            parent.Add(element);
    }

    private void Template(XContainer parent)
    {
        int definition = BitConverter.ToInt32(chunk, at + 5);
        at += 9;
        int size = BitConverter.ToInt32(chunk, definition + 20);
        if (definition == at)
            at += 24 + size;
        int count = BitConverter.ToInt32(chunk, at);
        int descriptors = at + 4;
        at = descriptors + (4 * count);
        Value[] values = new Value[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = new Value(at, BitConverter.ToUInt16(chunk, descriptors + (4 * i)), chunk[descriptors + (4 * i) + 2]);
            at += values[i].Size;
        }

        int back = at;
        at = definition + 24;
        Content(parent, values, dependencies: true, definition + 24 + size);
        at = back;
    }

    private string? Text(byte token, Value[] values, out Value? nested)
    {
        nested = null;
        switch (token)
        {
            case 0x05:
                int count = BitConverter.ToUInt16(chunk, at + 1);
                string text = Encoding.Unicode.GetString(chunk, at + 3, 2 * count);
                at += 3 + (2 * count);
                return text;
            case 0x08:
                at += 2;
                return ((char)BitConverter.ToUInt16(chunk, at - 2)).ToString();
            case 0x09:
                return Name() switch { "amp" => "&", "lt" => "<", "gt" => ">", "quot" => "\"", "apos" => "'", string other => throw new InvalidOperationException(other) };
            case 0x0D or 0x0E:
                Value value = values[BitConverter.ToUInt16(chunk, at)];
                at += 3;
                if (value.Type == 0x21)
                    nested = value;
                return value.Type == 0x21 ? null : Show(value);
            default:
                throw new InvalidOperationException($"token {token:x}");
        }
    }

    private string Name()
    {
        int offset = BitConverter.ToInt32(chunk, at);
        at += 4;
        int count = BitConverter.ToUInt16(chunk, offset + 6);
        if (offset == at)
            at += 10 + (2 * count);
        string name = Encoding.Unicode.GetString(chunk, offset + 8, 2 * count);
        return name.StartsWith("xmlns", StringComparison.Ordinal) ? "xmlns" : name[(name.IndexOf(':') + 1)..];
    }

    private string Show(Value value)
    {
        ReadOnlySpan<byte> bytes = chunk.AsSpan(value.Offset, value.Size);
        if (bytes.IsEmpty)
            return string.Empty;
        CultureInfo plain = CultureInfo.InvariantCulture;
        return value.Type switch
        {
            0x00 => string.Empty,
            0x01 => Encoding.Unicode.GetString(bytes).TrimEnd('\0'),
            0x02 => Encoding.Latin1.GetString(bytes).TrimEnd('\0'),
            0x04 => bytes[0].ToString(plain),
            0x06 => BitConverter.ToUInt16(bytes).ToString(plain),
            0x07 => BitConverter.ToInt32(bytes).ToString(plain),
            0x08 => BitConverter.ToUInt32(bytes).ToString(plain),
            0x0A => BitConverter.ToUInt64(bytes).ToString(plain),
            0x0D => BitConverter.ToInt32(bytes) != 0 ? "true" : "false",
            0x0E => Convert.ToHexString(bytes),
            0x0F => new Guid(bytes).ToString("B"),
            0x11 => DateTime.FromFileTimeUtc(BitConverter.ToInt64(bytes)).ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", plain),
            0x13 => string.Join('-', ["S", bytes[0], bytes[7], .. Enumerable.Range(0, bytes[1]).Select(i => (object)BitConverter.ToUInt32(chunk, value.Offset + 8 + (4 * i)))]),
            0x14 => "0x" + BitConverter.ToUInt32(bytes).ToString("x", plain),
            0x15 => "0x" + BitConverter.ToUInt64(bytes).ToString("x", plain),
            _ => throw new InvalidOperationException($"the corpus has no type {value.Type:x}"),
        };
    }

    private readonly record struct Value(int Offset, int Size, byte Type);
}
