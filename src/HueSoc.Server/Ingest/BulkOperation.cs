using System.Runtime.InteropServices;

namespace HueSoc.Server.Ingest;

#pragma warning disable MA0048 // The action is a word of the operation.
/// <summary>What a client asks to be done with a document.</summary>
internal enum BulkAction
{
    Create,
    Index,
    Update,
    Delete,
}

/// <summary>One operation of a bulk request.</summary>
/// <param name="Action">What is asked.</param>
/// <param name="Index">The index or data stream it names.</param>
/// <param name="Id">The id it names; null when it names none.</param>
/// <param name="Start">Where its document begins in the body.</param>
/// <param name="Length">How many bytes the document has.</param>
/// <param name="Problem">Why it is refused whatever its document is; null when it is not.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BulkOperation(BulkAction Action, string Index, string? Id, int Start, int Length, string? Problem);
