using Microsoft.Win32.SafeHandles;

namespace HueSoc.Agent.Collectors.Files;

/// <summary>A file that was just opened: what its path named a moment ago may be something else by now.</summary>
internal static class OpenedFile
{
    /// <summary>Keeps a handle if it is a regular file's, and closes it if not.</summary>
    /// <param name="access">The file system.</param>
    /// <param name="opened">The handle.</param>
    /// <param name="handle">The handle, if it is kept.</param>
    public static FileOutcome KeepRegular(IFileAccess access, SafeFileHandle opened, out SafeFileHandle? handle)
    {
        FileOutcome outcome = access.Look(opened, out FileFacts facts);
        if (outcome == FileOutcome.Done && !facts.Regular)
            outcome = FileOutcome.NotRegular;
        handle = outcome == FileOutcome.Done ? opened : null;
        if (handle is null)
            opened.Dispose();
        return outcome;
    }
}
