using System.Globalization;

namespace HueSoc.Server.Ingest;

/// <summary>The media types of Elasticsearch's clients: plain JSON of 7, and those of 8 and 9 that name a version to be compatible with.</summary>
internal static class MediaType
{
    private const string Plain = "application/json; charset=UTF-8";

    /// <summary>Whether a body of this type is read.</summary>
    public static bool IsBulk(string contentType)
    {
        ReadOnlySpan<char> type = WithoutParameters(contentType);
        return Is(type, "application/json") || Is(type, "application/x-ndjson")
            || Is(type, "application/vnd.elasticsearch+json") || Is(type, "application/vnd.elasticsearch+x-ndjson");
    }

    /// <summary>The version a header asks to be compatible with; 0 when it asks for none, -1 when it is none there is.</summary>
    public static int Version(string? header)
    {
        const string Name = "compatible-with";
        if (string.IsNullOrEmpty(header) || !header.Contains("vnd.elasticsearch+", StringComparison.OrdinalIgnoreCase))
            return 0;
        int at = header.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return 0;
        ReadOnlySpan<char> rest = header.AsSpan(at + Name.Length).TrimStart();
        if (!rest.StartsWith("="))
            return -1;
        rest = rest[1..].Trim();
        int end = rest.IndexOfAny(';', ',', ' ');
        return int.TryParse(end < 0 ? rest : rest[..end], NumberStyles.None, CultureInfo.InvariantCulture, out int version) && version is >= 7 and <= 9
            ? version
            : -1;
    }

    /// <summary>The type to answer in.</summary>
    public static string Answer(int version) => version <= 0
        ? Plain
        : string.Create(CultureInfo.InvariantCulture, $"application/vnd.elasticsearch+json;compatible-with={version}");

    private static ReadOnlySpan<char> WithoutParameters(string type)
    {
        int end = type.IndexOf(';');
        return (end < 0 ? type : type.AsSpan(0, end)).Trim();
    }

    private static bool Is(ReadOnlySpan<char> type, string name) => type.Equals(name, StringComparison.OrdinalIgnoreCase);
}
