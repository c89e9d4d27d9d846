using System.Text;
using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Logs.Programs;

/// <summary>What a message says happened, in ECS's words. Null or empty where nothing is to be said.</summary>
internal sealed class MessageMeaning
{
    private readonly byte[] action;
    private readonly byte[] category;
    private readonly byte[] type;
    private readonly byte[] outcome;
    private readonly byte[] sshEvent;

    /// <param name="action"><c>event.action</c>.</param>
    /// <param name="category"><c>event.category</c>, several with spaces between.</param>
    /// <param name="type"><c>event.type</c>, several with spaces between.</param>
    /// <param name="outcome"><c>event.outcome</c>.</param>
    /// <param name="sshEvent"><c>system.auth.ssh.event</c>.</param>
    public MessageMeaning(string? action = null, string category = "", string type = "", string? outcome = null, string? sshEvent = null)
    {
        this.action = Encoding.UTF8.GetBytes(action ?? string.Empty);
        this.category = List(category);
        this.type = List(type);
        this.outcome = Encoding.UTF8.GetBytes(outcome ?? string.Empty);
        this.sshEvent = Encoding.UTF8.GetBytes(sshEvent ?? string.Empty);
    }

    /// <summary>Says so in an event, where nobody said otherwise.</summary>
    public void WriteTo(EventDraft draft)
    {
        draft.Offer("event.action"u8, action);
        draft.OfferJson("event.category"u8, category);
        draft.OfferJson("event.type"u8, type);
        draft.Offer("event.outcome"u8, outcome);
        draft.Offer("system.auth.ssh.event"u8, sshEvent);
    }

    private static byte[] List(string words) =>
        words.Length == 0 ? [] : Encoding.UTF8.GetBytes($"[\"{words.Replace(" ", "\",\"", StringComparison.Ordinal)}\"]");
}
