using HueSoc.Fleet.Identity;

namespace HueSoc.Server.Agents;

/// <summary>Reads the body of a request of an agent, bounded, with the headers that say whose it is.</summary>
/// <param name="Bytes">The body, exactly as it came.</param>
/// <param name="AgentId">The id it claims; empty for none, or what is none.</param>
/// <param name="Signature">The signature it claims.</param>
internal sealed record SignedBody(byte[] Bytes, string AgentId, string? Signature)
{
    /// <summary>Reads it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="most">How many bytes are read.</param>
    /// <returns>The body; or the status to refuse it with.</returns>
    public static async ValueTask<(SignedBody? Body, int Status)> ReadAsync(HttpRequest request, int most)
    {
        if (!request.HasJsonContentType() || request.Headers.ContentEncoding.Count > 0)
            return (null, StatusCodes.Status415UnsupportedMediaType);
        if (request.ContentLength > most)
            return (null, StatusCodes.Status413PayloadTooLarge);
        using MemoryStream body = new();
        byte[] buffer = new byte[16 << 10];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0)
        {
            if (body.Length + read > most)
                return (null, StatusCodes.Status413PayloadTooLarge);
            body.Write(buffer, 0, read);
        }

        string? agent = request.Headers[AgentSignature.AgentHeader] is [{ } given] ? given : null;
        string? signature = request.Headers[AgentSignature.SignatureHeader] is [{ } text] ? text : null;
        return (new(body.ToArray(), agent is not null && AgentIds.IsId(agent) ? agent : "", signature), StatusCodes.Status200OK);
    }
}
