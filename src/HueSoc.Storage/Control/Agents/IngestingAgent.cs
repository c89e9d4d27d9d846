using HueSoc.Fleet.Enrollment;

namespace HueSoc.Storage.Control.Agents;

/// <summary>An agent as ingest knows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Agency">The agency its events belong to.</param>
/// <param name="State">How the server stands to it.</param>
public sealed record IngestingAgent(string Id, string Agency, AgentState State)
{
    /// <summary>Who its events are from: <c>agent:ID</c>.</summary>
    public string Sender { get; } = $"agent:{Id}";
}
