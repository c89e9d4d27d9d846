namespace HueSoc.Storage.EventStore;

/// <summary>A day that has been read through.</summary>
/// <param name="Day">The day; null stands for the partition of days out of range.</param>
/// <param name="IsDamaged">Whether something in it could not be read, or is not what was written.</param>
public readonly record struct CheckedDay(DateOnly? Day, bool IsDamaged);
