using HueSoc.Storage.Sqlite;
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
}

/// <summary>Where pages are.</summary>
internal static class Pages
{
    /// <summary>The numbers of all pages of a kind.</summary>
    public static List<long> Of(string path, PageKind kind)
    {
        if (kind == PageKind.First)
            return [1];
        (string name, string type) = kind switch
        {
            PageKind.EventLeaf => ("events", "leaf"),
            PageKind.EventInterior => ("events", "internal"),
            PageKind.BlockLeaf => ("blocks", "leaf"),
            PageKind.BlockOverflow => ("blocks", "overflow"),
            PageKind.KeyIndex => ("events_key", "leaf"),
            _ => ("words_data", "leaf"),
        };
        using SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT pageno FROM dbstat WHERE name = $name AND pagetype = $type";
        command.Parameters.AddWithValue("$name", name);
        command.Parameters.AddWithValue("$type", type);
        using SqliteDataReader rows = command.ExecuteReader();
        List<long> pages = [];
        while (rows.Read())
            pages.Add(rows.GetInt64(0));
        return pages;
    }

    /// <summary>Overwrites a part of a page, or all of it.</summary>
    public static void Overwrite(string path, long page, Random random, bool whole)
    {
        const int size = DayFileWriter.PageSize;
        int offset = whole ? 0 : random.Next(size - 64);
        byte[] noise = new byte[whole ? size : random.Next(16, size - offset)];
        random.NextBytes(noise);
        using FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.Position = ((page - 1) * size) + offset;
        file.Write(noise);
    }
}
