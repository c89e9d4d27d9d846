using HueSoc.Storage.Text;

namespace HueSoc.Storage.Queries;

/// <summary>The form in which a value of a field is compared and kept.</summary>
internal static class FieldValue
{
    /// <summary>How many UTF-16 units of a value are compared. Text fields are matched by words and, in patterns, as far as <see cref="Words.MaxTextLength"/>.</summary>
    public const int MaxLength = 1024;

    /// <summary>How many different values of a field of an event are compared.</summary>
    public const int MaxValues = 128;

    /// <summary>A value: its beginning, composed, lower-cased; addresses spelled one way. Valid until the buffer is used again.</summary>
    public static ReadOnlySpan<char> Of(ReadOnlySpan<char> text, bool isAddress, int maxLength, ref char[] buffer)
    {
        if (isAddress && AddressText.Respelled(text) is { } address)
            return address;
        return TextForm.Of(TextForm.Head(text, maxLength), ref buffer);
    }

    /// <summary>The value of a query, in the form of the field's values.</summary>
    public static string Of(string text, string field)
    {
        char[] buffer = [];
        bool isText = TextFields.Contains(field);
        return Of(text, AddressText.IsAddressField(field), isText ? Words.MaxTextLength : MaxLength, ref buffer).ToString();
    }
}
