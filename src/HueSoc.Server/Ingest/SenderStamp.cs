using System.Text;

namespace HueSoc.Server.Ingest;

/// <summary>What is stamped into every event of one sender, in the bytes it is written with.</summary>
internal sealed class SenderStamp(IngestSender sender)
{
    public IngestSender Sender { get; } = sender;

    public byte[] Id { get; } = Encoding.UTF8.GetBytes(sender.Sender);

    public byte[] Agency { get; } = Encoding.UTF8.GetBytes(sender.Agency);

    public byte[]? AgentId { get; } = sender.AgentId is null ? null : Encoding.UTF8.GetBytes(sender.AgentId);

    public byte[]? KeyName { get; } = sender.KeyName is null ? null : Encoding.UTF8.GetBytes(sender.KeyName);
}
