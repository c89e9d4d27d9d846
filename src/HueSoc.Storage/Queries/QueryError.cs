namespace HueSoc.Storage.Queries;

/// <summary>Why a text is no query.</summary>
/// <param name="Column">Where, from 1, in characters as an editor counts them: a letter with its marks is one.</param>
/// <param name="Message">What was expected there.</param>
public sealed record QueryError(int Column, string Message);
