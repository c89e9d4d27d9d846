using System.Buffers;
using System.Text;

namespace HueSoc.Events.Normalisers.Ecs;

/// <summary>Hashes of a file as Sysmon writes them: <c>SHA1=…,MD5=…,SHA256=…,IMPHASH=…</c>.</summary>
internal static class HashList
{
    private const int LongestHash = 64;
    private static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    /// <summary>Writes each under its name, in lower case.</summary>
    public static void Write(EcsWriter writer, EcsField field, ReadOnlySpan<byte> text)
    {
        Span<byte> lower = stackalloc byte[LongestHash];
        while (!text.IsEmpty)
        {
            int comma = text.IndexOf((byte)',');
            ReadOnlySpan<byte> hash = comma < 0 ? text : text[..comma];
            text = comma < 0 ? default : text[(comma + 1)..];
            int equals = hash.IndexOf((byte)'=');
            if (equals <= 0)
                continue;
            ReadOnlySpan<byte> value = hash[(equals + 1)..];
            int number = NumberOf(hash[..equals], value.Length);
            if (number < 0 || !TryLower(value, lower))
                continue;
            ReadOnlySpan<byte> digits = lower[..value.Length];
            writer.PutInner(field.Beside[number], digits);

            // A file that imports nothing has an import hash of zeros, which relates it to nothing.
            if (digits.ContainsAnyExcept((byte)'0'))
                writer.Hashes.Add(digits);
        }
    }

    // The order is that of the fields beside a field of this form.
    private static int NumberOf(ReadOnlySpan<byte> name, int digits) => (name.Length, digits) switch
    {
        (3, 32) when name.SequenceEqual("MD5"u8) => 0,
        (4, 40) when name.SequenceEqual("SHA1"u8) => 1,
        (6, 64) when name.SequenceEqual("SHA256"u8) => 2,
        (7, 32) when name.SequenceEqual("IMPHASH"u8) => 3,
        _ => -1,
    };

    private static bool TryLower(ReadOnlySpan<byte> text, Span<byte> lower) =>
        !text.ContainsAnyExcept(Digits) && Ascii.ToLower(text, lower, out _) == OperationStatus.Done;
}
