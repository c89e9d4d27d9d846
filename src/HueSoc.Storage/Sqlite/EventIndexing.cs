using System.Text;

namespace HueSoc.Storage.Sqlite;

/// <summary>What of a document goes into columns and into the full text, kept until the writer comes to it.</summary>
/// <param name="Columns">The hot fields by number; null where the event lacks the field.</param>
/// <param name="Further">Further values of hot fields.</param>
/// <param name="Words">The words of the full text in UTF-8; empty for none.</param>
internal readonly record struct EventIndexing(string?[] Columns, FurtherValue[] Further, byte[] Words)
{
    [ThreadStatic]
    private static HotFieldReader? reader;

    /// <summary>Reads a document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="isObject">Whether it is one JSON object.</param>
    public static EventIndexing Of(ReadOnlySpan<byte> document, out bool isObject)
    {
        HotFieldReader read = reader ??= new();
        isObject = read.Read(document);
        string?[] columns = new string?[HotFields.All.Length];
        for (int i = 0; i < columns.Length; i++)
            columns[i] = read.First(i);
        byte[] words = [];
        if (!read.WordText.IsEmpty)
        {
            words = GC.AllocateUninitializedArray<byte>(Encoding.UTF8.GetByteCount(read.WordText));
            Encoding.UTF8.GetBytes(read.WordText, words);
        }

        return new(columns, read.Further.Count == 0 ? [] : [.. read.Further], words);
    }
}
