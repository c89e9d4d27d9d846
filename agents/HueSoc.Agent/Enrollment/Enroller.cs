using System.Security.Cryptography;
using System.Text;
using HueSoc.Fleet.Configuration;
using HueSoc.Fleet.Enrollment;
using HueSoc.Fleet.Identity;
using HueSoc.Fleet.Json;

namespace HueSoc.Agent.Enrollment;

/// <summary>
/// Enrolls this machine. The key pair is made once and kept, so that the agent stays who it is, with its spool and its positions,
/// however often it is enrolled; only on another machine it is another.
/// </summary>
/// <param name="state">Where the agent keeps what it needs.</param>
/// <param name="machine">The machine.</param>
/// <param name="time">The clock.</param>
internal sealed class Enroller(EnrollmentState state, MachineFacts machine, TimeProvider time)
{
    /// <summary>Where agents ask to be enrolled.</summary>
    public const string Path = "/api/v1/agents/enroll";

    /// <summary>Enrolls.</summary>
    /// <exception cref="IOException">The state folder cannot be used.</exception>
    /// <exception cref="UnauthorizedAccessException">The state folder may not be used.</exception>
    /// <exception cref="InvalidDataException">A file in the state folder is damaged.</exception>
    public async Task<EnrollmentOutcome> EnrollAsync(EnrollmentArguments arguments, CancellationToken cancellationToken)
    {
        if (ServerAddress.Read(arguments.Server, out string? fault) is not { } server)
            return EnrollmentOutcome.Refused($"{arguments.Server} {fault}");
        string? pin = arguments.CaPin is null ? null : ServerTrust.ReadPin(arguments.CaPin);
        if (arguments.CaPin is not null && pin is null)
            return EnrollmentOutcome.Refused("the pin is not a SHA-256: 64 hex digits");
        state.MakeFolder();
        (AgentKey key, bool isReplaced) = KeyOf(arguments.NewIdentity);
        using (key)
        {
            PendingEnrollment pending = PendingOf(arguments.Token, isReplaced);
            byte[] body = FleetJson.Write(new EnrollmentRequest
            {
                Token = arguments.Token,
                Attempt = pending.Attempt,
                PublicKey = Convert.ToBase64String(key.PublicKey),
                MachineId = machine.MachineId,
                HostName = machine.HostName,
                Os = machine.Os,
                AgentVersion = machine.AgentVersion,
            });
            using FleetClient client = new(pin, time);
            FleetAnswer answer = await client.PostAsync(server, Path, body, key, cancellationToken).ConfigureAwait(false);
            if (!answer.IsDone)
                return EnrollmentOutcome.Refused(answer.Fault ?? $"HTTP {answer.Status}", mayTryAgain: answer.Status is 0 or 429 or >= 500);
            return Take(FleetJson.ReadEnrollmentAnswer(answer.Body.Span), key, server, pin, isReplaced);
        }
    }

    private EnrollmentOutcome Take(Reading<EnrollmentAnswer> reading, AgentKey key, string server, string? pin, bool isReplaced)
    {
        if (reading.Value is not { } answer)
            return EnrollmentOutcome.Refused($"the server's answer cannot be used: {reading.FaultText}");
        if (answer.AgentId != key.AgentId)
            return EnrollmentOutcome.Refused("the server's answer is for another agent");
        string[] ingest = [.. answer.IngestAddresses.Select(address => ServerAddress.Read(address, out _)).OfType<string>()];
        if (ingest.Length < answer.IngestAddresses.Length)
            return EnrollmentOutcome.Refused("the server names an address to ship to that must not be used");
        string? note = TakeConfiguration(answer);
        state.WritePlace(new(answer.Nonce, Nonces.New()));
        AgentIdentity identity = new()
        {
            AgentId = answer.AgentId,
            Agency = answer.Agency,
            MachineId = machine.MachineId,
            ServerAddresses = [server],
            IngestAddresses = ingest.Length == 0 ? [server] : [.. ingest],
            IngestKey = answer.IngestKey,
            CaPin = pin,
            HeartbeatSeconds = answer.HeartbeatSeconds,
        };
        state.WriteIdentity(identity);
        state.ForgetPending();
        return new(identity, null, MayTryAgain: false, isReplaced, note);
    }

    private string? TakeConfiguration(EnrollmentAnswer answer)
    {
        if (answer.Configuration is not { } json)
            return null;
        Reading<AgentConfiguration> configuration = ConfigurationReader.Read(json);
        if (configuration.Value is not { } sound)
            return $"the server's configuration is refused: {configuration.FaultText}";
        state.WriteConfiguration(sound);
        return null;
    }

    // A state folder that was copied from another machine, with an image for example, is not this machine's identity.
    private (AgentKey Key, bool IsReplaced) KeyOf(bool anew)
    {
        AgentKey? known = state.ReadKey();
        if (known is not null && !anew && (state.ReadIdentity() is not { } identity || identity.MachineId == machine.MachineId))
            return (known, false);
        known?.Dispose();
        AgentKey made = AgentKey.Create();
        state.WriteKey(made);
        return (made, known is not null);
    }

    private PendingEnrollment PendingOf(string token, bool anew)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        if (!anew && state.ReadPending() is { } known && known.TokenHash == hash)
            return known;
        PendingEnrollment made = new(Nonces.New(), hash);
        state.WritePending(made);
        return made;
    }
}
