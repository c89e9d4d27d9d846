namespace HueSoc.Storage.Control.DeadLetters;

/// <summary>How many dead letters there are.</summary>
/// <param name="Letters">How many are kept.</param>
/// <param name="Waiting">How many of them were not replayed.</param>
/// <param name="Bytes">How many bytes their bodies take.</param>
/// <param name="NoRoom">How many found no room, and are gone. Of the house as a whole; 0 outside the city's scope.</param>
/// <param name="NoRoomBytes">How many bytes those had.</param>
/// <param name="LastNoRoom">When the last of those came; null for never.</param>
public sealed record DeadLetterCount(long Letters, long Waiting, long Bytes, long NoRoom, long NoRoomBytes, DateTimeOffset? LastNoRoom);
