using HueSoc.Events.Readers;
using Microsoft.AspNetCore.Http;

namespace HueSoc.Server.Ingest;

#pragma warning disable MA0048 // The outcomes are words of the reading.
/// <summary>How the reading of a body went.</summary>
internal enum BodyOutcome
{
    /// <summary>It is there.</summary>
    Whole,

    /// <summary>It is larger than is taken.</summary>
    TooLarge,

    /// <summary>There is no memory for it now.</summary>
    NoMemory,

    /// <summary>It is not what its encoding says.</summary>
    Damaged,
}

/// <summary>Reads bodies into pooled memory, within the bounds of one request and of all together.</summary>
internal static class RequestBody
{
    private const int FirstBytes = 64 << 10;
    private const int BelievedBytes = 2 << 20;

    /// <summary>Reads a body.</summary>
    /// <param name="request">The request.</param>
    /// <param name="isGzip">Whether it is compressed.</param>
    /// <param name="options">The bounds.</param>
    /// <param name="budget">The memory of all requests.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The body, to be disposed of, if it is whole.</returns>
    public static async ValueTask<(BodyOutcome Outcome, PooledBytes? Body)> ReadAsync(
        HttpRequest request, bool isGzip, IngestOptions options, MemoryBudget budget, CancellationToken cancellationToken)
    {
        long limit = isGzip ? options.MaxRequestBytes : Math.Min(options.MaxRequestBytes, options.MaxBodyBytes);
        if (request.ContentLength > limit)
            return (BodyOutcome.TooLarge, null);
        PooledBytes wire = new(budget);
        BodyOutcome outcome = BodyOutcome.Damaged;
        try
        {
            outcome = await FillAsync(wire, request, limit, cancellationToken);
            if (outcome != BodyOutcome.Whole || !isGzip)
                return (outcome, outcome == BodyOutcome.Whole ? wire : null);
            PooledBytes plain = new(budget);
            outcome = Inflate(wire, plain, options.MaxBodyBytes);
            if (outcome != BodyOutcome.Whole)
                plain.Dispose();
            return (outcome, outcome == BodyOutcome.Whole ? plain : null);
        }
        finally
        {
            if (isGzip || outcome != BodyOutcome.Whole)
                wire.Dispose();
        }
    }

    private static async ValueTask<BodyOutcome> FillAsync(PooledBytes wire, HttpRequest request, long limit, CancellationToken cancellationToken)
    {
        // One byte more than is said, so that the end is seen without growing. Much is not believed until it comes: who says
        // 32 MB and sends a byte now and then would else hold the memory that others need.
        if (!wire.TryReserve(request.ContentLength is { } length ? Math.Min(length + 1, BelievedBytes) : Math.Min(FirstBytes, limit)))
            return BodyOutcome.NoMemory;
        while (wire.Length < limit)
        {
            if (wire.Room.Length == 0 && !wire.TryReserve(Math.Min(wire.Length * 2L, limit)))
                return BodyOutcome.NoMemory;
            int read = await request.Body.ReadAsync(RoomWithin(wire, limit), cancellationToken);
            if (read == 0)
                return BodyOutcome.Whole;
            wire.Length += read;
        }

        return await request.Body.ReadAsync(new byte[1], cancellationToken) == 0 ? BodyOutcome.Whole : BodyOutcome.TooLarge;
    }

    private static BodyOutcome Inflate(PooledBytes wire, PooledBytes plain, long limit)
    {
        using MemoryStream input = new(wire.Bytes, 0, wire.Length, writable: false);
        using GunzipStream gunzip = new(input, limit + 1);
        try
        {
            if (!plain.TryReserve(Math.Min(Math.Max(wire.Length * 4L, FirstBytes), limit)))
                return BodyOutcome.NoMemory;
            while (plain.Length < limit)
            {
                if (plain.Room.Length == 0 && !plain.TryReserve(Math.Min(plain.Length * 2L, limit)))
                    return BodyOutcome.NoMemory;
                int read = gunzip.Read(RoomWithin(plain, limit).Span);
                if (read == 0)
                    return BodyOutcome.Whole;
                plain.Length += read;
            }

            return gunzip.Read(stackalloc byte[1]) == 0 ? BodyOutcome.Whole : BodyOutcome.TooLarge;
        }
        catch (InvalidDataException)
        {
            return BodyOutcome.Damaged;
        }
    }

    // A body of the largest size fills its buffer: whether there is more is asked apart, for a byte more would take a buffer twice as large.
    private static Memory<byte> RoomWithin(PooledBytes bytes, long limit) => bytes.Room[..(int)Math.Min(bytes.Room.Length, limit - bytes.Length)];
}
