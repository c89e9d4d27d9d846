namespace HueSoc.Storage.EventStore;

/// <summary>What makes an event one event: two with the same key are the same.</summary>
/// <param name="Sender">Who sent it: <c>agent:ID</c> for an enrolled agent, <c>key:NAME</c> for a shipper's key, <c>huesoc</c> for the server itself. At most 128 characters.</param>
/// <param name="Id">The id the sender gave it, or the server made. At most 512 bytes in UTF-8.</param>
public readonly record struct EventKey(string Sender, string Id);
