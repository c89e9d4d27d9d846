namespace HueSoc.Storage.Sqlite;

/// <summary>
/// Says of most keys that a file does not hold them, without reading the file: blocked Bloom filters of about ten bits a key. Keys
/// are hashes already, so their bits are used as they are. Used by one thread at a time.
/// </summary>
internal sealed class KeyFilter(long expected)
{
    private const int BitsPerKey = 10;
    private const int Probes = 6;
    private readonly List<ulong[]> parts = [];
    private long room;
    private long lastRoom;

    /// <summary>Bytes in memory.</summary>
    public long Size => parts.Sum(p => p.LongLength * 8);

    /// <summary>Adds a key.</summary>
    public void Add(UInt128 key)
    {
        if (room == 0)
        {
            lastRoom = parts.Count == 0 ? Math.Max(expected, 1 << 14) : lastRoom * 2;
            room = lastRoom;
            parts.Add(new ulong[((room * BitsPerKey / 512) + 1) * 8]);
        }

        room--;
        ulong[] part = parts[^1];
        int line = Line(key, part);
        ulong bits = (ulong)(key >> 64);
        for (int i = 0; i < Probes; i++, bits >>= 9)
            part[line + (int)((bits >> 6) & 7)] |= 1UL << (int)(bits & 63);
    }

    /// <summary>Whether a key may have been added; false is certain.</summary>
    public bool MayContain(UInt128 key)
    {
        foreach (ulong[] part in parts)
        {
            int line = Line(key, part);
            ulong bits = (ulong)(key >> 64);
            int found = 0;
            for (; found < Probes && (part[line + (int)((bits >> 6) & 7)] & (1UL << (int)(bits & 63))) != 0; found++)
                bits >>= 9;
            if (found == Probes)
                return true;
        }

        return false;
    }

    private static int Line(UInt128 key, ulong[] part) => (int)((ulong)key % (ulong)(part.Length / 8)) * 8;
}
