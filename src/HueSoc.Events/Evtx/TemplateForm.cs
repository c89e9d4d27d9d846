using System.Buffers.Binary;
using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Evtx;

/// <summary>
/// The form of a template's definition: its tokens with the names themselves in the place of their offsets. Definitions of one form are read
/// alike, in whatever chunk they stand.
/// </summary>
internal static class TemplateForm
{
    // Of a name, which has at most 65,535 characters.
    private const int LengthBytes = 3;

    /// <summary>Writes the form of a definition.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="at">Where its binary XML begins.</param>
    /// <param name="end">Where it ends at the latest.</param>
    /// <param name="form">Where to.</param>
    /// <returns>False when it has none, as it is broken or has another template in it.</returns>
    public static bool TryWrite(ReadOnlySpan<byte> chunk, int at, int end, ByteSink form)
    {
        while (at < end)
        {
            byte token = chunk[at];
            form.Write(token);
            switch (BinXmlToken.Kind(token))
            {
                case BinXmlToken.EndOfFragment:
                    return true;
                case BinXmlToken.FragmentHeader:
                    at += 4;
                    break;
                case BinXmlToken.OpenElement:
                    // Without a dependency id the name is elsewhere; such templates are not known, and are read each time.
                    if (end - at < 11 || !BinXmlName.IsSure(chunk, BinaryPrimitives.ReadUInt32LittleEndian(chunk[(at + 7)..])))
                        return false;
                    form.WriteFirst(chunk[(at + 1)..], 2);
                    if (!TryName(chunk, at + 7, end, form, out at))
                        return false;
                    if ((token & BinXmlToken.More) != 0)
                        at += 4;
                    break;
                case BinXmlToken.Attribute or BinXmlToken.EntityReference:
                    if (!TryName(chunk, at + 1, end, form, out at))
                        return false;
                    break;
                case BinXmlToken.Value when end - at >= 4 && chunk[at + 1] == EvtxValue.Text:
                    int length = 4 + (2 * BinaryPrimitives.ReadUInt16LittleEndian(chunk[(at + 2)..]));
                    if (length > end - at)
                        return false;
                    form.WriteFirst(chunk[at..], length);
                    at += length;
                    break;
                case BinXmlToken.Substitution or BinXmlToken.OptionalSubstitution when end - at >= 4:
                    form.WriteFirst(chunk[(at + 1)..], 3);
                    at += 4;
                    break;
                case BinXmlToken.CloseStart or BinXmlToken.CloseEmpty or BinXmlToken.EndElement:
                    at++;
                    break;
                default:
                    return false;
            }
        }

        return true;
    }

    private static bool TryName(ReadOnlySpan<byte> chunk, int at, int end, ByteSink form, out int after)
    {
        after = at + 4;
        if (end - at < 4)
            return false;
        uint offset = BinaryPrimitives.ReadUInt32LittleEndian(chunk[at..]);
        ReadOnlySpan<byte> name = BinXmlName.Characters(chunk, offset);
        if (name.IsEmpty)
            return false;
        if (offset == after)
            after += BinXmlName.Length(name);
        BinaryPrimitives.WriteInt32LittleEndian(form.Reserve(sizeof(int)), name.Length);
        form.Advance(LengthBytes);
        form.WriteFirst(chunk[((int)offset + BinXmlName.HeadBytes)..], name.Length);
        return true;
    }
}
