using System.Text;

namespace HueSoc.EndToEnd.Tests.Agents;

/// <summary>A log of numbered lines, written and rotated as programs and logrotate do it; it remembers what it wrote where.</summary>
/// <param name="name">Its name, which its lines bear.</param>
/// <param name="path">The file that is written.</param>
/// <param name="form">How a line is written, its end included.</param>
/// <param name="random">Where chance comes from.</param>
internal abstract class NumberedLog(string name, string path, Func<string, int, string> form, Random random)
{
    private readonly List<NumberedLine> lines = [];
    private long size;
    private int life;

    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>The file that is written.</summary>
    public string FilePath => path;

    /// <summary>The lines written so far.</summary>
    public IReadOnlyList<NumberedLine> Lines => lines;

    /// <summary>How often the file was begun anew.</summary>
    public int Life => life;

    /// <summary>How many bytes the file has.</summary>
    protected long Size => size;

    /// <summary>Where chance comes from.</summary>
    protected Random Chance => random;

    /// <summary>Appends lines. Now and then a line is written in two parts, as a buffer that overflows does it.</summary>
    public async Task AppendAsync(int count, CancellationToken cancellationToken)
    {
        FileStream file = new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        await using (file)
        {
            for (int i = 0; i < count; i++)
            {
                byte[] line = Encoding.UTF8.GetBytes(form(name, lines.Count));
                if (random.Next(40) == 0)
                {
                    int half = random.Next(1, line.Length);
                    await file.WriteAsync(line.AsMemory(0, half), CancellationToken.None);
                    await Task.Delay(TimeSpan.FromMilliseconds(random.Next(60)), TimeProvider.System, cancellationToken);
                    await file.WriteAsync(line.AsMemory(half), CancellationToken.None);
                }
                else
                {
                    await file.WriteAsync(line, CancellationToken.None);
                }

                lines.Add(new(name, lines.Count, life, size, size + line.Length));
                size += line.Length;
            }
        }
    }

    /// <summary>Begins the file anew.</summary>
    public abstract Task RotateAsync(CancellationToken cancellationToken);

    /// <summary>Notes that the file was begun anew.</summary>
    protected void BeginLife()
    {
        life++;
        size = 0;
    }
}
