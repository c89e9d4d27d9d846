namespace HueSoc.Server.Ingest;

/// <summary>Says whose credentials these are.</summary>
public interface IShipperAuthenticator
{
    /// <summary>The sender; null when id and secret do not belong together, or the key is disabled.</summary>
    /// <param name="id">The key's id.</param>
    /// <param name="secret">Its secret.</param>
    IngestSender? Authenticate(string id, string secret);
}
