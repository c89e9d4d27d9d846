using System.Buffers.Binary;
using Microsoft.Data.Sqlite;

namespace HueSoc.Storage.Tests.EventStore;

#pragma warning disable MA0048 // The kinds and the finding of their pages are one thing.
/// <summary>What a page of a day's file is for.</summary>
public enum PageKind
{
    /// <summary>The first page: header and schema.</summary>
    First,

    /// <summary>A leaf of the table of events.</summary>
    EventLeaf,

    /// <summary>A page that leads to leaves of the table of events.</summary>
    EventInterior,

    /// <summary>A leaf of the table of blocks.</summary>
    BlockLeaf,

    /// <summary>A page that continues a block.</summary>
    BlockOverflow,

    /// <summary>A page of the index of keys.</summary>
    KeyIndex,

    /// <summary>A page of the full text.</summary>
    Words,

    /// <summary>A page of the counts by hour.</summary>
    Hours,
}

/// <summary>Where pages are.</summary>
internal static class Pages
{
    // DayFileWriter.PageSize; whoever looks at the files from outside the program does not see that.
    private const int Size = 4096;

    /// <summary>The numbers of all pages of a kind.</summary>
    public static List<long> Of(string path, PageKind kind)
    {
        if (kind == PageKind.First)
            return [1];
        string table = kind switch
        {
            PageKind.EventLeaf or PageKind.EventInterior => "events",
            PageKind.BlockLeaf or PageKind.BlockOverflow => "blocks",
            PageKind.KeyIndex => "events_key",
            PageKind.Hours => "hours",
            _ => "words_data",
        };
        byte[] file = File.ReadAllBytes(path);
        List<long> leaves = [];
        List<long> interior = [];
        List<long> overflow = [];
        Walk(file, Root(path, table), leaves, interior, overflow);
        return kind switch
        {
            PageKind.EventInterior => interior,
            PageKind.BlockOverflow => overflow,
            _ => leaves,
        };
    }

    /// <summary>Overwrites a part of a page, or all of it.</summary>
    public static void Overwrite(string path, long page, Random random, bool whole)
    {
        const int size = Size;
        int offset = whole ? 0 : random.Next(size - 64);
        byte[] noise = new byte[whole ? size : random.Next(16, size - offset)];
        random.NextBytes(noise);
        using FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.Position = ((page - 1) * size) + offset;
        file.Write(noise);
    }

    private static long Root(string path, string table)
    {
        using SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT rootpage FROM sqlite_schema WHERE name = $name";
        command.Parameters.AddWithValue("$name", table);
        return (long)command.ExecuteScalar()!;
    }

    // Format: https://www.sqlite.org/fileformat2.html, section 1.6.
    private static void Walk(byte[] file, long number, List<long> leaves, List<long> interior, List<long> overflow)
    {
        const int size = Size;
        byte[] page = file.AsSpan((int)(number - 1) * size, size).ToArray();
        int cells = BinaryPrimitives.ReadUInt16BigEndian(page.AsSpan(3));
        bool isInterior = page[0] is 0x02 or 0x05;
        (isInterior ? interior : leaves).Add(number);
        if (isInterior)
            Walk(file, BinaryPrimitives.ReadUInt32BigEndian(page.AsSpan(8)), leaves, interior, overflow);
        for (int i = 0; i < cells; i++)
        {
            int at = BinaryPrimitives.ReadUInt16BigEndian(page.AsSpan((isInterior ? 12 : 8) + (i * 2)));
            if (isInterior)
                Walk(file, BinaryPrimitives.ReadUInt32BigEndian(page.AsSpan(at)), leaves, interior, overflow);
            else if (page[0] == 0x0D)
                Follow(file, page.AsSpan(at), overflow);
        }
    }

    private static void Follow(byte[] file, ReadOnlySpan<byte> cell, List<long> overflow)
    {
        const int usable = Size;
        long payload = Variable(ref cell);
        Variable(ref cell);
        if (payload <= usable - 35)
            return;
        int least = ((usable - 12) * 32 / 255) - 23;
        int local = least + (int)((payload - least) % (usable - 4));
        uint next = BinaryPrimitives.ReadUInt32BigEndian(cell[(local <= usable - 35 ? local : least)..]);
        for (; next != 0; next = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan((int)(next - 1) * usable)))
            overflow.Add(next);
    }

    private static long Variable(ref ReadOnlySpan<byte> bytes)
    {
        long value = 0;
        while (true)
        {
            byte b = bytes[0];
            bytes = bytes[1..];
            value = (value << 7) | (b & 0x7Fu);
            if (b < 0x80)
                return value;
        }
    }
}
