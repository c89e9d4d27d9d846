using System.Globalization;
using System.IO.Compression;
using System.Text;
using HueSoc.Agent.Collectors.Files;

namespace HueSoc.Agent.Tests.Collectors.Files;

/// <summary>Writers and rotations of one log in a real folder, with a memory of every line and of where it is.</summary>
internal sealed class LogWorld(string folder, Random random, string header)
{
    private readonly List<WorldFile> files = [];
    private readonly Queue<Action> steps = new();
    private int next;
    private WorldFile? oldActive;

    /// <summary>Everything that was ever written, by generation.</summary>
    public List<WorldContent> Contents { get; } = [];

    /// <summary>The last operations, to tell what led to a failure.</summary>
    public List<string> History { get; } = [];

    public string Glob => Path.Combine(folder, "app.log*");

    /// <summary>How long a header is.</summary>
    public int HeaderBytes => header.Length;

    /// <summary>How many headers were written.</summary>
    public int Headers { get; private set; }

    /// <summary>How much of a content is in some file.</summary>
    public long Reach(WorldContent content) => files.Where(file => file.Content == content).Select(file => file.Reach).DefaultIfEmpty(0).Max();

    /// <summary>Whether a content is only in the file it was first written to, which has the name it was seen with first: somebody may write on.</summary>
    public bool MayGrow(WorldContent content) => files.FindAll(file => file.Content == content && file.Reach > 0) is [{ Moved: false }];

    /// <summary>The text of a line by its number.</summary>
    public static string Line(int number)
    {
        int length = number % 37 == 0 ? 2500 : (number * 7919) % 120;
        return string.Create(CultureInfo.InvariantCulture, $"L{number:D6}:{new string((char)('a' + (number % 26)), length)};");
    }

    /// <summary>Does one thing; a rotation takes several.</summary>
    public void Step()
    {
        if (steps.Count > 0 && random.Next(3) > 0)
        {
            steps.Dequeue()();
            return;
        }

        int choice = random.Next(100);
        if (choice < 62)
            Append(random.Next(1, 8));
        else if (choice < 74)
            AppendPart();
        else if (steps.Count > 0)
            return;
        else if (choice < 80)
            RotateByName();
        else if (choice < 89)
            CopyTruncate();
        else if (choice < 92)
            Truncate();
        else if (choice < 94)
            Delete();
        else if (choice < 98)
            Compress();
        else
            Extra();
    }

    /// <summary>Ends what was begun.</summary>
    public void Finish()
    {
        while (steps.Count > 0)
            steps.Dequeue()();
        Append(1);
    }

    /// <summary>A collector looks at everything.</summary>
    public void Polled()
    {
        foreach (WorldFile file in files)
        {
            file.Content.Polled = Math.Max(file.Content.Polled, file.Reach);
            file.Known = true;
        }
    }

    /// <summary>A collector forgets what it saw.</summary>
    public void Crashed()
    {
        foreach (WorldContent content in Contents)
            content.Polled = 0;
        foreach (WorldFile file in files)
            (file.Known, file.Moved) = (false, false);
    }

    private string Of(string name) => Path.Combine(folder, name);

    private void Note(string what) => History.Add(what);

    private WorldFile Active()
    {
        WorldFile? active = files.Find(file => file.Name == "app.log");
        if (active is null)
        {
            System.IO.File.WriteAllText(Of("app.log"), string.Empty);
            active = new WorldFile("app.log", NewContent());
            files.Add(active);
            WriteHeader(active);
        }

        return active;
    }

    private WorldContent NewContent()
    {
        new LinuxFileAccess().Look(Of("app.log"), out FileFacts facts);
        WorldContent content = new() { Inode = facts.Key.Inode.ToString(CultureInfo.InvariantCulture) };
        Contents.Add(content);
        return content;
    }

    private void Write(WorldFile file, string text)
    {
        using FileStream stream = new(Of(file.Name), FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        stream.Write(bytes);
        file.Content.Text.Append(text);
        file.Reach = file.Content.Text.Length;
    }

    private void WriteHeader(WorldFile file)
    {
        Headers += header.Length > 0 ? 1 : 0;
        Write(file, header);
    }

    private void Append(int count)
    {
        // A writer that has the old file open still writes there for a while.
        WorldFile file = oldActive is not null && files.Contains(oldActive) && oldActive.Name.EndsWith(".1", StringComparison.Ordinal) ? oldActive : Active();
        Note($"append {next}..{next + count - 1} to {file.Name} at {file.Reach}");
        StringBuilder text = new();
        if (file.Content.Rest.Length > 0)
            text.Append(file.Content.Rest).Append('\n');
        file.Content.Rest = string.Empty;
        for (int i = 0; i < count; i++)
        {
            file.Content.Lines.Add((next, file.Content.Text.Length + text.Length));
            text.Append(Line(next++)).Append(random.Next(8) == 0 ? "\r\n" : "\n");
        }

        Write(file, text.ToString());
    }

    private void AppendPart()
    {
        WorldFile file = Active();
        if (file.Content.Rest.Length > 0)
            return;
        string line = Line(next);
        int cut = random.Next(1, line.Length);
        Note($"{cut} bytes of {next} to {file.Name} at {file.Reach}");
        file.Content.Lines.Add((next, file.Content.Text.Length));
        next++;
        Write(file, line[..cut]);
        file.Content.Rest = line[cut..];
    }

    private void Shift()
    {
        for (int i = 5; i >= 1; i--)
        {
            foreach (string suffix in (string[])[string.Empty, ".gz"])
            {
                string from = $"app.log.{i}{suffix}";
                if (files.Find(file => file.Name == from) is not { } file)
                    continue;
                if (i == 5)
                    Remove(file);
                else
                    Move(file, $"app.log.{i + 1}{suffix}");
            }
        }
    }

    private void Move(WorldFile file, string to)
    {
        System.IO.File.Move(Of(file.Name), Of(to), overwrite: true);
        files.RemoveAll(other => other.Name == to);
        file.Name = to;
        file.Moved = file.Known;
    }

    private void Remove(WorldFile file)
    {
        Note($"delete {file.Name}");
        System.IO.File.Delete(Of(file.Name));
        files.Remove(file);
    }

    private void RotateByName()
    {
        Note("rotate by name");
        WorldFile active = Active();
        Shift();
        Move(active, "app.log.1");
        oldActive = random.Next(2) == 0 ? active : null;
        if (oldActive is not null)
        {
            steps.Enqueue(() => Append(2));
            steps.Enqueue(() => oldActive = null);
        }

        steps.Enqueue(() => Active());
    }

    private void CopyTruncate()
    {
        WorldFile active = Active();
        if (active.Reach == 0 || active.Content.Rest.Length > 0)
            return;
        Note("copytruncate begins");
        Shift();
        WorldFile copy = new("app.log.1", active.Content);
        byte[] all = System.IO.File.ReadAllBytes(Of("app.log"));
        long half = random.Next(all.Length);
        files.Add(copy);
        steps.Enqueue(() => CopyPart(copy, all[..(int)half]));
        steps.Enqueue(() => CopyPart(copy, all[(int)half..]));
        if (random.Next(2) == 0)
            steps.Enqueue(() => Note("pause"));
        steps.Enqueue(() => Cut(active));
    }

    private void CopyPart(WorldFile copy, byte[] bytes)
    {
        Note($"copy {bytes.Length} bytes to {copy.Name}");
        using FileStream stream = new(Of(copy.Name), FileMode.Append, FileAccess.Write);
        stream.Write(bytes);
        copy.Reach += bytes.Length;
    }

    private void Cut(WorldFile file)
    {
        Note($"truncate {file.Name} at {file.Reach}");
        using (FileStream stream = new(Of(file.Name), FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            stream.SetLength(0);
        file.Content = NewContent();
        file.Reach = 0;
        if (random.Next(4) > 0)
            WriteHeader(file);
    }

    private void Truncate()
    {
        WorldFile active = Active();
        if (active.Reach > 0)
            Cut(active);
    }

    private void Delete()
    {
        if (files.Count > 0)
            Remove(files[random.Next(files.Count)]);
        oldActive = null;
    }

    private void Compress()
    {
        WorldFile? file = files.Find(file => file.Name is "app.log.1" or "app.log.2");
        if (file is null || file == oldActive)
            return;
        Note($"compress {file.Name}");
        MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(System.IO.File.ReadAllBytes(Of(file.Name)));
        byte[] bytes = packed.ToArray();
        int half = random.Next(bytes.Length);
        WorldFile target = new(file.Name + ".gz", file.Content) { Reach = file.Reach };
        files.RemoveAll(other => other.Name == target.Name);
        files.Add(target);
        System.IO.File.WriteAllBytes(Of(target.Name), bytes[..half]);
        steps.Enqueue(() =>
        {
            using (FileStream stream = new(Of(target.Name), FileMode.Append, FileAccess.Write))
                stream.Write(bytes.AsSpan(half));
            Note($"compressed {target.Name}, {file.Name} goes");
            System.IO.File.Delete(Of(file.Name));
            files.Remove(file);
        });
    }

    // Somebody copies a log by hand.
    private void Extra()
    {
        if (files.Find(file => file.Name == "app.log.2") is { } file && !files.Exists(other => other.Name == "app.log.bak"))
        {
            Note($"cp {file.Name} app.log.bak");
            System.IO.File.Copy(Of(file.Name), Of("app.log.bak"));
            files.Add(new WorldFile("app.log.bak", file.Content) { Reach = file.Reach });
        }
    }
}
