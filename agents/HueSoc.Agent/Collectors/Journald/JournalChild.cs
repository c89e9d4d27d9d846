using System.ComponentModel;
using System.Diagnostics;

namespace HueSoc.Agent.Collectors.Journald;

/// <summary>A running journalctl and the thread that reads from it.</summary>
internal sealed class JournalChild : IDisposable
{
    private const int KeptError = 512;

    private readonly Process process;
    private readonly BoundedBytes output;
    private string error = string.Empty;

    private JournalChild(Process process, int bufferBytes)
    {
        this.process = process;
        output = new BoundedBytes(bufferBytes);
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { Length: > 0 } text && error.Length < KeptError)
                error = $"{error} {text[..Math.Min(text.Length, KeptError)]}".TrimStart();
        };
        process.BeginErrorReadLine();
        new Thread(ReadOutput, 256 << 10) { IsBackground = true, Name = "journal" }.Start();
    }

    /// <summary>Whether all of its output was read, and it came to its end.</summary>
    public bool IsAtEnd => output.IsAtEnd && process.HasExited;

    /// <summary>Whether output waits.</summary>
    public bool HasOutput => output.HasBytes;

    /// <summary>What it exited with.</summary>
    public int ExitCode => process.ExitCode;

    /// <summary>The beginning of what it complained of, known when <see cref="IsAtEnd"/>.</summary>
    public string Error
    {
        get
        {
            // Has exited: this only waits until its last words were read.
            process.WaitForExit();
            return error;
        }
    }

    /// <summary>Starts it.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="bufferBytes">How much of its output may wait.</param>
    /// <param name="problem">Why it did not start.</param>
    public static JournalChild? Start(string program, IEnumerable<string> arguments, int bufferBytes, out string? problem)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false };
        start.Environment["LC_ALL"] = "C.UTF-8";
        problem = null;
        Process? started = null;
        try
        {
            started = Process.Start(start);
            started!.StandardInput.Close();
            return new JournalChild(started, bufferBytes);
        }
        catch (Exception e) when (e is Win32Exception or IOException or InvalidOperationException)
        {
            started?.Dispose();
            problem = $"{program} could not be started: {e.Message}";
            return null;
        }
    }

    /// <summary>Reads what there is of its output.</summary>
    public int Read(Span<byte> into) => output.Read(into);

    public void Dispose()
    {
        output.Close();
        try
        {
            process.Kill();
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It is at its end already.
        }

        process.Dispose();
    }

    private void ReadOutput()
    {
        byte[] piece = new byte[32 << 10];
        try
        {
            Stream stream = process.StandardOutput.BaseStream;
            int got;
            while ((got = stream.Read(piece)) > 0 && output.Write(piece.AsSpan(0, got)))
            {
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // It was ended while this was reading.
        }

        output.Complete();
    }
}
