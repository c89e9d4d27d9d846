using System.Buffers.Text;

namespace HueSoc.Events.Normalisers.Ecs;

/// <summary>How a text becomes the value of a field, form by form, and what follows from it for the fields beside.</summary>
internal static class EcsForms
{
    private const int MostPort = 65_535;

    // One less than the largest of them have.
    private const int MostPortDigits = 4;
    private const int MostPlainDigits = 9;

    /// <summary>Writes a value.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="field">The field.</param>
    /// <param name="text">The value; not empty.</param>
    /// <param name="place">Where it stands on the tape; -1 when it is no value of its own there.</param>
    public static void Write(EcsWriter writer, EcsField field, ReadOnlySpan<byte> text, int place)
    {
        switch (field.Value)
        {
            case EcsValue.Number:
                WriteNumber(writer, field, text, uint.MaxValue);
                break;
            case EcsValue.Port:
                WriteNumber(writer, field, text, MostPort);
                break;
            case EcsValue.Address:
                AddressForms.Write(writer, field, text);
                break;
            case EcsValue.EndPoint:
                AddressForms.WriteEndPoint(writer, field, text, place);
                break;
            case EcsValue.Host:
                PutWhole(writer, field, text, place);
                writer.Hosts.Add(text);
                break;
            case EcsValue.UserName:
                WriteUserName(writer, field, text, place);
                break;
            case EcsValue.Account:
                WriteAccount(writer, field, text);
                break;
            case EcsValue.DistinguishedName:
                DistinguishedName.Write(writer, field, text);
                break;
            case EcsValue.Program:
                PutWhole(writer, field, text, place);
                WindowsPath.WriteName(writer, field, text, isInner: false);
                break;
            case EcsValue.CommandLine:
                PutWhole(writer, field, text, place);
                CommandLineArguments.Write(writer, field, text);
                break;
            case EcsValue.File:
                PutWhole(writer, field, text, place);
                WindowsPath.WriteParts(writer, field, text, isInner: false);
                break;
            case EcsValue.Hashes:
                HashList.Write(writer, field, text);
                break;
            case EcsValue.Guid:
                if (text.ContainsAnyExcept("{}-0"u8))
                    PutWhole(writer, field, text, place);
                break;
            case EcsValue.Boolean:
                bool isTrue = StartsWithIgnoreCase(text, "true"u8) || StartsWithIgnoreCase(text, "valid"u8);
                writer.Put(field, isTrue ? "true"u8 : "false"u8);
                break;
            case EcsValue.Code:
                writer.PutText(field, field.Codes!.Of(text));
                break;
            case EcsValue.CodeOrText:
                ReadOnlySpan<byte> meaning = field.Codes!.Of(text);
                if (!meaning.IsEmpty)
                    writer.PutText(field, meaning);
                else if (!CodeTexts.TryParse(text, out _))
                    PutWhole(writer, field, text, place);
                break;
            case EcsValue.DnsResults:
                DnsAnswers.Write(writer, field, text);
                break;
            case EcsValue.RelatedUser:
                writer.Users.Add(text);
                break;
            default:
                PutWhole(writer, field, text, place);
                break;
        }
    }

    /// <summary>Writes a text as it stands in the document, without undoing its escapes and reading it, and what follows from it.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="field">The field.</param>
    /// <param name="inner">What stands between the quotes; empty for what is no text.</param>
    /// <param name="place">Where it stands on the tape.</param>
    /// <returns>False when it has to be read: nothing is written then.</returns>
    public static bool TryWriteInner(EcsWriter writer, EcsField field, ReadOnlySpan<byte> inner, int place)
    {
        switch (field.Value)
        {
            case EcsValue.Number when IsPlainNumber(inner, MostPlainDigits):
            case EcsValue.Port when IsPlainNumber(inner, MostPortDigits):
                writer.PutInnerAsIs(field, place);
                return true;
            case EcsValue.Program when !inner.IsEmpty && WindowsPath.CanSplit(inner):
                writer.PutAsIs(field, place);
                WindowsPath.WriteName(writer, field, inner, isInner: true);
                return true;
            case EcsValue.File when !inner.IsEmpty && WindowsPath.CanSplit(inner):
                writer.PutAsIs(field, place);
                WindowsPath.WriteParts(writer, field, inner, isInner: true);
                return true;
            default:
                return false;
        }
    }

    // A number above 0 that is written as JSON would, and so short that it is within its bounds.
    private static bool IsPlainNumber(ReadOnlySpan<byte> text, int mostDigits) =>
        text.Length <= mostDigits && text is [>= (byte)'1' and <= (byte)'9', ..] && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    private static void PutWhole(EcsWriter writer, EcsField field, ReadOnlySpan<byte> text, int place)
    {
        if (place >= 0)
            writer.PutAsIs(field, place);
        else
            writer.PutText(field, text);
    }

    private static void WriteNumber(EcsWriter writer, EcsField field, ReadOnlySpan<byte> text, long most)
    {
        if (CodeTexts.TryParse(text, out long number) && number > 0 && number <= most)
            writer.Put(field, number);
    }

    // A ticket's user is written name@REALM; the realm stands in a field of its own as well.
    private static void WriteUserName(EcsWriter writer, EcsField field, ReadOnlySpan<byte> text, int place)
    {
        int at = text.LastIndexOf((byte)'@');
        if (at > 0)
        {
            text = text[..at];
            writer.PutText(field, text);
        }
        else
        {
            PutWhole(writer, field, text, place);
        }

        writer.Users.Add(text);
    }

    private static void WriteAccount(EcsWriter writer, EcsField field, ReadOnlySpan<byte> text)
    {
        int slash = text.LastIndexOf((byte)'\\');
        int at = slash < 0 ? text.LastIndexOf((byte)'@') : -1;
        ReadOnlySpan<byte> name = at > 0 ? text[..at] : text[(slash + 1)..];
        ReadOnlySpan<byte> domain = at > 0 ? text[(at + 1)..] : slash > 0 ? text[..slash] : default;
        writer.PutText(field.Beside[0], name);
        writer.PutText(field.Beside[1], domain);
        writer.Users.Add(name);
    }

    private static bool StartsWithIgnoreCase(ReadOnlySpan<byte> text, ReadOnlySpan<byte> start) =>
        text.Length >= start.Length && System.Text.Ascii.EqualsIgnoreCase(text[..start.Length], start);
}
