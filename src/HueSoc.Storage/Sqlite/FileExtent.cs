using System.Buffers.Binary;

namespace HueSoc.Storage.Sqlite;

/// <summary>What a day's file holds, in short. It is written with every transaction, as the fact <c>extent</c>: five 8-byte little-endian integers.</summary>
/// <param name="Events">How many events.</param>
/// <param name="First">The lowest number; 0 when there are none.</param>
/// <param name="Last">The highest number.</param>
/// <param name="MinTime">When the earliest happened, in units of 100 ns since 1970.</param>
/// <param name="MaxTime">When the latest happened.</param>
internal sealed record FileExtent(long Events, long First, long Last, long MinTime, long MaxTime)
{
    /// <summary>Bytes of the fact.</summary>
    public const int Length = 40;

    /// <summary>Nothing.</summary>
    public static FileExtent Empty { get; } = new(0, 0, 0, long.MaxValue, long.MinValue);

    /// <summary>With one more event, of a higher number.</summary>
    public FileExtent With(long sequence, long time) => new(
        Events + 1, First == 0 ? sequence : First, sequence, Math.Min(MinTime, time), Math.Max(MaxTime, time));

    /// <summary>Reads the fact; null when it is none.</summary>
    public static FileExtent? Read(ReadOnlySpan<byte> fact) => fact.Length != Length ? null : new(
        BinaryPrimitives.ReadInt64LittleEndian(fact),
        BinaryPrimitives.ReadInt64LittleEndian(fact[8..]),
        BinaryPrimitives.ReadInt64LittleEndian(fact[16..]),
        BinaryPrimitives.ReadInt64LittleEndian(fact[24..]),
        BinaryPrimitives.ReadInt64LittleEndian(fact[32..]));

    /// <summary>Writes the fact.</summary>
    public void Write(Span<byte> fact)
    {
        BinaryPrimitives.WriteInt64LittleEndian(fact, Events);
        BinaryPrimitives.WriteInt64LittleEndian(fact[8..], First);
        BinaryPrimitives.WriteInt64LittleEndian(fact[16..], Last);
        BinaryPrimitives.WriteInt64LittleEndian(fact[24..], MinTime);
        BinaryPrimitives.WriteInt64LittleEndian(fact[32..], MaxTime);
    }
}
