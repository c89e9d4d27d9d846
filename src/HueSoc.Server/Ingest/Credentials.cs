using System.Text;

namespace HueSoc.Server.Ingest;

/// <summary>Reads the credentials of a request: <c>ApiKey</c> or <c>Basic</c>, both base64 of <c>id:secret</c>.</summary>
internal static class Credentials
{
    private const int LongestHeader = 4096;

    /// <summary>What kind of credentials there are.</summary>
    public enum Kind
    {
        /// <summary>None, or of a kind that is not known.</summary>
        Missing,

        /// <summary>Something that is not base64 of id and secret.</summary>
        Garbage,

        /// <summary>A key.</summary>
        ApiKey,

        /// <summary>A name and a password, which are a key's id and secret.</summary>
        Basic,
    }

    /// <summary>Reads them.</summary>
    public static Kind Read(string? header, out string id, out string secret)
    {
        id = secret = string.Empty;
        if (string.IsNullOrEmpty(header))
            return Kind.Missing;
        bool isKey = header.StartsWith("ApiKey ", StringComparison.OrdinalIgnoreCase);
        if (!isKey && !header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
            return Kind.Missing;
        ReadOnlySpan<char> code = header.AsSpan(isKey ? 7 : 6).Trim();
        byte[] bytes = new byte[code.Length];
        if (header.Length > LongestHeader || !Convert.TryFromBase64Chars(code, bytes, out int length))
            return Kind.Garbage;
        int colon = bytes.AsSpan(0, length).IndexOf((byte)':');
        if (colon <= 0)
            return Kind.Garbage;
        id = Encoding.UTF8.GetString(bytes, 0, colon);
        secret = Encoding.UTF8.GetString(bytes, colon + 1, length - colon - 1);
        return isKey ? Kind.ApiKey : Kind.Basic;
    }
}
