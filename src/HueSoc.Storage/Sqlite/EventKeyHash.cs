using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using HueSoc.Storage.EventStore;

namespace HueSoc.Storage.Sqlite;

/// <summary>An event's key as the files hold it: the first 16 bytes of SHA-256 over the sender's length (4 bytes, big-endian), the sender and the id.</summary>
internal static class EventKeyHash
{
    /// <summary>The hash of a key.</summary>
    public static UInt128 Of(EventKey key)
    {
        int sender = Encoding.UTF8.GetByteCount(key.Sender);
        int length = 4 + sender + Encoding.UTF8.GetByteCount(key.Id);
        Span<byte> bytes = length <= 1024 ? stackalloc byte[length] : new byte[length];
        BinaryPrimitives.WriteInt32BigEndian(bytes, sender);
        Encoding.UTF8.GetBytes(key.Sender, bytes[4..]);
        Encoding.UTF8.GetBytes(key.Id, bytes[(4 + sender)..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
