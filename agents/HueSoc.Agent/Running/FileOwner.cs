namespace HueSoc.Agent.Running;

/// <summary>Gives the files of a folder to the folder's owner.</summary>
internal static class FileOwner
{
    /// <summary>Gives them, when this is done by root; anybody else owns what they made already.</summary>
    /// <exception cref="IOException">It could not be done.</exception>
    public static void FollowFolder(string folder)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
            return;

        // The system's own program finds out who owns the folder; the layout of stat differs from machine to machine.
        using System.Diagnostics.Process? given = System.Diagnostics.Process.Start("chown", ["--recursive", $"--reference={folder}", "--no-dereference", "--", folder]);
        given?.WaitForExit();
        if (given is null || given.ExitCode != 0)
            throw new IOException($"the files in {folder} could not be given to its owner");
    }
}
