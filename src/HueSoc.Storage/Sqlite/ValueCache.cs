using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace HueSoc.Storage.Sqlite;

/// <summary>
/// Keeps what came of values that come again and again, by the bytes they are written with in a document, so that they are neither folded nor allocated
/// again. One a thread. Values made to collide are only read anew.
/// </summary>
internal sealed class ValueCache
{
    private const int Places = 2048;
    private const int LongestKept = 64;

    private readonly Place[] places = new Place[Places];

    /// <summary>What a value came to.</summary>
    /// <param name="written">The value as it stands in the document, without quotes.</param>
    /// <param name="isAddress">Whether it was read as an address.</param>
    /// <param name="value">The value in the form in which it is kept.</param>
    public bool TryGet(ReadOnlySpan<byte> written, bool isAddress, [NotNullWhen(true)] out string? value)
    {
        ref readonly Place place = ref places[PlaceOf(written)];
        value = place.Value;
        return value is not null && place.IsAddress == isAddress && written.SequenceEqual(place.Written);
    }

    /// <summary>Remembers what a value came to.</summary>
    public void Keep(ReadOnlySpan<byte> written, bool isAddress, string value)
    {
        if (written.Length <= LongestKept)
            places[PlaceOf(written)] = new() { Written = written.ToArray(), IsAddress = isAddress, Value = value };
    }

    // Ends differ more than beginnings do: the last eight bytes and the first four, and the length.
    private static int PlaceOf(ReadOnlySpan<byte> written)
    {
        ulong mixed = (ulong)written.Length;
        if (written.Length >= sizeof(ulong))
            mixed += MemoryMarshal.Read<ulong>(written[^sizeof(ulong)..]) ^ ((ulong)MemoryMarshal.Read<uint>(written) << 32);
        else
            foreach (byte part in written)
                mixed = (mixed << 8) ^ (mixed >> 56) ^ part;
        return (int)((mixed * 0x9E3779B97F4A7C15) >> 53);
    }

    private struct Place
    {
        public byte[]? Written;
        public bool IsAddress;
        public string? Value;
    }
}
