namespace HueSoc.Agent.Collectors.Files;

/// <summary>What a file is to the content it has.</summary>
internal enum FileRole
{
    /// <summary>What it has is not known yet.</summary>
    Unknown,

    /// <summary>The content is read from it.</summary>
    Holder,

    /// <summary>It has the content too, as far as that was read.</summary>
    Copy,

    /// <summary>It has a beginning of the content: a copy that is being made, or a file that begins alike.</summary>
    Beginning,
}
