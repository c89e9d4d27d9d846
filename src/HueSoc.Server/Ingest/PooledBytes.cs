namespace HueSoc.Server.Ingest;

/// <summary>A buffer that grows within the budget.</summary>
internal sealed class PooledBytes(MemoryBudget budget) : IDisposable
{
    private byte[] bytes = [];

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

        if (!budget.TryRent(capacity, out byte[]? next))
            return false;
        bytes.AsSpan(0, Length).CopyTo(next);
        Free();
        bytes = next;
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
            budget.Return(bytes);
    }
}
