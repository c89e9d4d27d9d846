namespace HueSoc.Events.Normalisers;

/// <summary>Objects of ECS, and <c>message</c>, that a flat Windows event gets fields of.</summary>
[Flags]
internal enum EcsParents
{
    None = 0,
    Destination = 1,
    Dns = 2,
    Event = 4,
    File = 8,
    Host = 16,
    Message = 32,
    Process = 64,
    Registry = 128,
    Source = 256,
    User = 512,
}
