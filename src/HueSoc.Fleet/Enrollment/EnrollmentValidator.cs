using HueSoc.Fleet.Identity;
using HueSoc.Fleet.Json;

namespace HueSoc.Fleet.Enrollment;

/// <summary>Checks what is said when an agent is enrolled.</summary>
internal static class EnrollmentValidator
{
    private const int MostAddresses = 8;
    private const int LongestAddress = 512;

    public static void Check(EnrollmentRequest request, List<string> faults)
    {
        FleetText.Check("token", request.Token, 256, faults);
        FleetText.CheckHex("attempt", request.Attempt, Nonces.Length, faults);
        FleetText.CheckHex("machine_id", request.MachineId, 64, faults);
        FleetText.Check("host_name", request.HostName, 255, faults);
        FleetText.Check("os", request.Os, 128, faults);
        FleetText.Check("agent_version", request.AgentVersion, 64, faults);
        byte[] key = new byte[256];
        if (request.PublicKey.Length > 256 || !Convert.TryFromBase64String(request.PublicKey, key, out int length) || !AgentSignature.IsPublicKey(key.AsSpan(0, length)))
            faults.Add("public_key: must be the SubjectPublicKeyInfo of an ECDSA key over P-256, in base64");
    }

    public static void Check(EnrollmentAnswer answer, List<string> faults)
    {
        FleetText.CheckHex("agent_id", answer.AgentId, AgentIds.Length, faults);
        FleetText.Check("agency", answer.Agency, 64, faults, shortest: 0);
        FleetText.Check("group", answer.Group, 64, faults);
        FleetText.CheckHex("nonce", answer.Nonce, Nonces.Length, faults);
        FleetText.CheckRange("heartbeat_seconds", answer.HeartbeatSeconds, 5, 3_600, faults);
        FleetText.Check("ingest_key", answer.IngestKey, 256, faults);
        if (!answer.IngestKey.All(character => char.IsAsciiLetterOrDigit(character) || character is ':' or '-' or '_') || answer.IngestKey.Count(character => character == ':') != 1)
            faults.Add("ingest_key: must be ID:SECRET");
        if (answer.IngestAddresses.Length > MostAddresses)
            faults.Add($"ingest_addresses: at most {MostAddresses}, was {answer.IngestAddresses.Length}");
        for (int i = 0; i < Math.Min(answer.IngestAddresses.Length, MostAddresses); i++)
            CheckAddress($"ingest_addresses[{i}]", answer.IngestAddresses[i], faults);
    }

    private static void CheckAddress(string place, string? address, List<string> faults)
    {
        if (address is null or { Length: > LongestAddress } || !Uri.TryCreate(address, UriKind.Absolute, out Uri? uri)
            || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
            faults.Add($"{place}: must be an address like https://host:9280, without a user, a query or a fragment");
    }
}
