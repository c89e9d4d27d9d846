using System.Buffers;

namespace HueSoc.Server.Ingest;

/// <summary>A buffer out of the pool that grows within the budget.</summary>
internal sealed class PooledBytes(MemoryBudget budget) : IDisposable
{
    private byte[] bytes = [];
    private long charged;

    /// <summary>How many bytes are in use.</summary>
    public int Length { get; set; }

    /// <summary>The bytes in use.</summary>
    public ReadOnlyMemory<byte> Written => bytes.AsMemory(0, Length);

    /// <summary>The array itself.</summary>
    public byte[] Bytes => bytes;

    /// <summary>The room behind the bytes in use.</summary>
    public Memory<byte> Room => bytes.AsMemory(Length);

    /// <summary>Makes the buffer at least so long.</summary>
    /// <returns>Whether the budget allowed it.</returns>
    public bool TryReserve(long capacity)
    {
        if (capacity <= bytes.Length)
            return true;

        // The pool's arrays are powers of two; what is charged is what is taken.
        long rounded = Math.Min((long)System.Numerics.BitOperations.RoundUpToPowerOf2((ulong)Math.Max(capacity, 4096)), System.Array.MaxLength);
        if (rounded < capacity || !budget.TryTake(rounded))
            return false;
        byte[] next = ArrayPool<byte>.Shared.Rent((int)rounded);
        bytes.AsSpan(0, Length).CopyTo(next);
        Free();
        bytes = next;
        charged = rounded;
        return true;
    }

    public void Dispose()
    {
        Free();
        bytes = [];
        Length = 0;
    }

    private void Free()
    {
        if (bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(bytes);
        budget.Return(charged);
        charged = 0;
    }
}
