using System.Text;
using Spectre.Console;

namespace HueSoc.Cli.Terminal;

/// <summary>
/// The two streams a command writes to, as one thing: results on standard output, everything said about them on standard
/// error. Both may be the same terminal, so a progress line is taken away before anything else is written.
/// Safe for use by several threads.
/// </summary>
internal sealed class Screen : IDisposable
{
    /// <summary>How wide results are laid out when nobody looks at a terminal, in cells.</summary>
    public const int PlainWidth = 160;

    private readonly Lock gate = new();
    private readonly Stream output;
    private readonly TextWriter error;
    private bool progressShown;

    /// <param name="output">Standard output.</param>
    /// <param name="error">Standard error.</param>
    /// <param name="outputConsole">Standard output as a terminal; null when it is not one.</param>
    /// <param name="errorConsole">Standard error as a terminal; null when it is not one.</param>
    public Screen(Stream output, TextWriter error, IAnsiConsole? outputConsole, IAnsiConsole? errorConsole)
    {
        this.output = output;
        this.error = error;
        ErrorConsole = errorConsole;
        Width = outputConsole?.Profile.Width ?? PlainWidth;
        ColoursOutput = outputConsole is { Profile.Capabilities: { Ansi: true, ColorSystem: not ColorSystem.NoColors } };
    }

    /// <summary>Standard error as a terminal; null when it is not one, and then nothing but plain lines goes there.</summary>
    public IAnsiConsole? ErrorConsole { get; }

    /// <summary>Whether results on standard output are coloured.</summary>
    public bool ColoursOutput { get; }

    /// <summary>How many cells a line of results on standard output may take.</summary>
    public int Width { get; }

    /// <summary>The screen of this process.</summary>
    public static Screen OfProcess()
    {
        // Rule titles are Vietnamese; a console left at its own code page would show question marks.
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return new(
            Console.OpenStandardOutput(),
            Console.Error,
            Console.IsOutputRedirected ? null : TerminalOn(Console.Out),
            Console.IsErrorRedirected ? null : TerminalOn(Console.Error));
    }

    /// <summary>Writes results to standard output at once.</summary>
    public void WriteResult(ReadOnlySpan<byte> bytes)
    {
        lock (gate)
        {
            EraseProgress();
            output.Write(bytes);
            output.Flush();
        }
    }

    /// <summary>Writes lines to standard output.</summary>
    public void WriteResult(string text) => WriteResult(Encoding.UTF8.GetBytes(text));

    /// <summary>Says one line on standard error. Whatever the line holds is made harmless.</summary>
    public void Say(string line)
    {
        lock (gate)
        {
            EraseProgress();
            error.WriteLine(TerminalText.Escape(line));
        }
    }

    /// <summary>Shows a line that the next one replaces. Nothing happens unless standard error is a terminal.</summary>
    public void ShowProgress(string line)
    {
        if (ErrorConsole is null)
            return;
        lock (gate)
        {
            error.Write($"\r{line}\u001b[K");
            error.Flush();
            progressShown = true;
        }
    }

    /// <summary>Draws on standard error while nobody else writes.</summary>
    public void Draw(Action<IAnsiConsole> draw)
    {
        if (ErrorConsole is null)
            return;
        lock (gate)
        {
            EraseProgress();
            draw(ErrorConsole);
        }
    }

    /// <summary>Takes the progress line away. The streams are the process's own and stay open.</summary>
    public void Dispose()
    {
        lock (gate)
            EraseProgress();
    }

    private static IAnsiConsole? TerminalOn(TextWriter writer)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Interactive = InteractionSupport.No,
        });
        return console.Profile.Capabilities.Ansi ? console : null;
    }

    private void EraseProgress()
    {
        if (!progressShown)
            return;
        progressShown = false;
        error.Write("\r\u001b[K");
        error.Flush();
    }
}
