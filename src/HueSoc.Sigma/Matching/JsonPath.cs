using System.Text;

namespace HueSoc.Sigma.Matching;

/// <summary>Says where in an event a value stands. Only used to explain matches, so it favours brevity over speed.</summary>
internal static class JsonPath
{
    /// <summary>The keys that lead to the value at an offset, joined by dots.</summary>
    /// <param name="json">An event that has been walked without fault.</param>
    /// <param name="offset">The offset of the value's first byte, after the quote of a string.</param>
    public static string Of(ReadOnlySpan<byte> json, int offset)
    {
        List<string> path = [];
        string key = string.Empty;
        bool expectKey = false;
        Stack<bool> objects = new();
        for (int i = 0; i < offset; i++)
        {
            switch (json[i])
            {
                case (byte)'{':
                case (byte)'[':
                    objects.Push(json[i] == '{');
                    path.Add(key);
                    key = string.Empty;
                    expectKey = json[i] == '{';
                    break;
                case (byte)'}':
                case (byte)']':
                    objects.Pop();
                    key = path[^1];
                    path.RemoveAt(path.Count - 1);
                    break;
                case (byte)',':
                    expectKey = objects.Count > 0 && objects.Peek();
                    break;
                case (byte)'"':
                    int end = i + 1;
                    while (end < json.Length && json[end] != '"')
                        end += json[end] == '\\' ? 2 : 1;
                    if (expectKey)
                    {
                        byte[] text = new byte[end - i - 1];
                        key = Encoding.UTF8.GetString(text, 0, JsonText.Unescape(json[(i + 1)..end], text));
                    }

                    expectKey = false;
                    if (end >= offset)
                        i = offset;
                    else
                        i = end;
                    break;
            }
        }

        return string.Join('.', path.Append(key).Where(k => k.Length > 0));
    }
}
