namespace HueSoc.Storage.Control.Keys;

/// <summary>What a key sent on a day.</summary>
/// <param name="KeyId">The key.</param>
/// <param name="Day">The UTC day.</param>
/// <param name="Events">How many events.</param>
/// <param name="Bytes">How many bytes of documents, as received.</param>
/// <param name="LastUsed">When it was last used.</param>
public sealed record KeyUse(string KeyId, DateOnly Day, long Events, long Bytes, DateTimeOffset LastUsed);
