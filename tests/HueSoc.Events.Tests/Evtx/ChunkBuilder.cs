using System.Buffers.Binary;
using System.Text;
using HueSoc.Events.Evtx;
using HueSoc.Events.Readers;

namespace HueSoc.Events.Tests.Evtx;

/// <summary>Writes chunks with binary XML, token by token, as Windows lays them out.</summary>
internal sealed class ChunkBuilder
{
    private readonly List<byte> bytes = [.. new byte[EvtxChunkHeader.Records]];
    private readonly Dictionary<string, int> names = [];
    private readonly Dictionary<string, int> templates = [];
    private int records;

    /// <summary>Where the next byte goes.</summary>
    public int Position => bytes.Count;

    /// <summary>A file of some chunks.</summary>
    public static byte[] File(params byte[][] chunks)
    {
        byte[] header = new byte[EvtxFileHeader.Bytes];
        "ElfFile\0"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(124), Crc32.Append(0, header.AsSpan(0, 120)));
        return [.. header, .. chunks.SelectMany(c => c)];
    }

    /// <summary>A record with an event of a System section, an EventRecordID and what else is written.</summary>
    public ChunkBuilder Event(int id, Action<ChunkBuilder> data) => Record(id, b => b
        .Open("Event").CloseStart()
        .Open("System").CloseStart()
        .Open("EventRecordID").CloseStart().Text(id.ToString(System.Globalization.CultureInfo.InvariantCulture)).End()
        .End()
        .Then(data)
        .End());

    /// <summary>A record.</summary>
    public ChunkBuilder Record(int id, Action<ChunkBuilder> body)
    {
        int start = Position;
        Add(0x2A, 0x2A, 0, 0).Int(0).Int(id).Int(0).Int(0).Int(0).Add(0x0F, 1, 1, 0);
        body(this);
        Add(0);
        while (Position % 8 != 4)
            bytes.Add(0);
        int size = Position + 4 - start;
        Int(size);
        BinaryPrimitives.WriteInt32LittleEndian(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes)[(start + 4)..], size);
        records++;
        return this;
    }

    /// <summary>A record that is one template, as Windows writes them, so that a plan can be made of it. The values of what is beside the System section begin at number 2.</summary>
    public ChunkBuilder PlannedEvent(int id, string template, Action<ChunkBuilder> data, params (byte Type, byte[] Bytes)[] values) => Record(id, b => b.Template(
        template,
        t => t.Open("Event", dependency: 0xFFFF).CloseStart()
            .Open("System", dependency: 0xFFFF).CloseStart()
            .Open("EventRecordID", dependency: 0xFFFF).CloseStart().Value(0, 0x0A).End()
            .Open("TimeCreated", attributes: true, dependency: 0xFFFF).Attribute("SystemTime").Value(1, 0x11).CloseEmpty()
            .End()
            .Then(data)
            .End(),
        [(0x0A, BitConverter.GetBytes((long)id)), (0x11, BitConverter.GetBytes(132_000_000_000_000_000 + id)), .. values]));

    public ChunkBuilder Then(Action<ChunkBuilder> more)
    {
        more(this);
        return this;
    }

    /// <summary>Begins an element.</summary>
    public ChunkBuilder Open(string name, bool attributes = false, int? dependency = null)
    {
        Add((byte)(attributes ? 0x41 : 0x01));
        if (dependency is { } id)
            Short(id);
        Int(0).Name(name);
        return attributes ? Int(0) : this;
    }

    public ChunkBuilder Attribute(string name, bool more = false) => Add((byte)(more ? 0x46 : 0x06)).Name(name);

    public ChunkBuilder CloseStart() => Add(0x02);

    public ChunkBuilder CloseEmpty() => Add(0x03);

    public ChunkBuilder End() => Add(0x04);

    public ChunkBuilder Text(string text) => Add(0x05, 0x01).Short(text.Length).Add(Encoding.Unicode.GetBytes(text));

    public ChunkBuilder CData(string text) => Add(0x07).Short(text.Length).Add(Encoding.Unicode.GetBytes(text));

    public ChunkBuilder Character(char c) => Add(0x08).Short(c);

    public ChunkBuilder Entity(string name) => Add(0x09).Name(name);

    public ChunkBuilder Instruction(string target, string data) =>
        Add(0x0A).Name(target).Add(0x0B).Short(data.Length).Add(Encoding.Unicode.GetBytes(data));

    public ChunkBuilder Value(int index, byte type, bool optional = false) => Add((byte)(optional ? 0x0E : 0x0D)).Short(index).Add(type);

    /// <summary>An instance of a template, which stands behind the first of them.</summary>
    public ChunkBuilder Template(string id, Action<ChunkBuilder> body, params (byte Type, byte[] Bytes)[] values)
    {
        Add(0x0C, 0x01).Int(0);
        if (templates.TryGetValue(id, out int known))
        {
            Int(known);
        }
        else
        {
            int definition = Position + 4;
            templates[id] = definition;
            Int(definition).Int(0).Add(new byte[16]).Int(0);
            int start = Position;
            Add(0x0F, 1, 1, 0);
            body(this);
            Add(0);
            BinaryPrimitives.WriteInt32LittleEndian(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes)[(definition + 20)..], Position - start);
        }

        Int(values.Length);
        foreach ((byte type, byte[] value) in values)
            Short(value.Length).Add(type, 0);
        foreach ((_, byte[] value) in values)
            Add(value);
        return this;
    }

    /// <summary>An instance of a template with one value, which is XML that is written in its place.</summary>
    public ChunkBuilder TemplateOfXml(string id, Action<ChunkBuilder> body, Action<ChunkBuilder> xml)
    {
        Template(id, body, (0x21, []));
        int descriptor = Position - 4;
        int start = Position;
        xml(this);
        bytes[descriptor] = (byte)(Position - start);
        bytes[descriptor + 1] = (byte)((Position - start) >> 8);
        return this;
    }

    public ChunkBuilder Add(params byte[] more)
    {
        bytes.AddRange(more);
        return this;
    }

    public ChunkBuilder Int(int value)
    {
        byte[] four = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(four, value);
        return Add(four);
    }

    public ChunkBuilder Short(int value) => Add((byte)value, (byte)(value >> 8));

    /// <summary>The chunk, with its checksums.</summary>
    public byte[] Build()
    {
        byte[] chunk = new byte[EvtxChunkHeader.ChunkBytes];
        bytes.CopyTo(chunk);
        EvtxChunkHeader.Magic.CopyTo(chunk);
        BinaryPrimitives.WriteInt64LittleEndian(chunk.AsSpan(24), 1);
        BinaryPrimitives.WriteInt64LittleEndian(chunk.AsSpan(32), records);
        BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(48), Position);
        Seal(chunk);
        return chunk;
    }

    /// <summary>Makes a chunk's checksums right.</summary>
    public static void Seal(Span<byte> chunk)
    {
        int free = BinaryPrimitives.ReadInt32LittleEndian(chunk[48..]);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk[52..], Crc32.Append(0, chunk[EvtxChunkHeader.Records..free]));
        BinaryPrimitives.WriteUInt32LittleEndian(
            chunk[124..], Crc32.Append(Crc32.Append(0, chunk[..120]), chunk[128..EvtxChunkHeader.Records]));
    }

    private ChunkBuilder Name(string name)
    {
        if (names.TryGetValue(name, out int known))
            return Int(known);
        int offset = Position + 4;
        names[name] = offset;
        uint hash = 0;
        foreach (char c in name)
            hash = (hash * 65599) + c;
        return Int(offset).Int(0).Short((ushort)hash).Short(name.Length).Add(Encoding.Unicode.GetBytes(name)).Short(0);
    }
}
