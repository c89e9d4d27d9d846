using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using HueSoc.Fleet.Configuration;
using HueSoc.Fleet.Identity;
using HueSoc.Fleet.Json;

namespace HueSoc.Agent.Enrollment;

/// <summary>What the agent keeps of its enrollment in its state folder: key, identity, configuration, place in the chain of heartbeats.</summary>
/// <param name="folder">The state folder.</param>
internal sealed class EnrollmentState(string folder)
{
    private const int MostBytes = 64 << 10;
    private const UnixFileMode OwnersAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>The file with the key pair.</summary>
    public string KeyPath => Path.Combine(folder, "agent.key");

    /// <summary>The file that says who the agent is.</summary>
    public string IdentityPath => Path.Combine(folder, "identity.json");

    /// <summary>The file with what the server told it to do.</summary>
    public string ConfigurationPath => Path.Combine(folder, "configuration.json");

    private string PlacePath => Path.Combine(folder, "heartbeat.json");

    private string PendingPath => Path.Combine(folder, "enrollment.json");

    private string OwnMachineIdPath => Path.Combine(folder, "machine-id");

    /// <summary>Makes the folder when it is not there, for its owner alone.</summary>
    public void MakeFolder()
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, OwnersAlone);
    }

    /// <summary>The key pair; null when there is none.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public AgentKey? ReadKey()
    {
        if (PrivateFile.Read(KeyPath, MostBytes) is not { } bytes)
            return null;
        try
        {
            return AgentKey.Import(bytes);
        }
        catch (CryptographicException e)
        {
            throw new InvalidDataException($"{KeyPath}: {e.Message}", e);
        }
    }

    /// <summary>Keeps a key pair.</summary>
    public void WriteKey(AgentKey key) => PrivateFile.Write(KeyPath, key.Export());

    /// <summary>Who the agent is; null when it is not enrolled.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public AgentIdentity? ReadIdentity() => Read(IdentityPath, StateJson.Default.AgentIdentity);

    /// <summary>Keeps who the agent is.</summary>
    public void WriteIdentity(AgentIdentity identity) => Write(IdentityPath, identity, StateJson.Default.AgentIdentity);

    /// <summary>Where the agent is in its chain of heartbeats; null when that is not known.</summary>
    public HeartbeatPlace? ReadPlace()
    {
        try
        {
            return Read(PlacePath, StateJson.Default.HeartbeatPlace);
        }
        catch (InvalidDataException)
        {
            // Then it begins with any, and the server says what it thinks of that.
            return null;
        }
    }

    /// <summary>Keeps where the agent is in its chain of heartbeats.</summary>
    public void WritePlace(HeartbeatPlace place) => Write(PlacePath, place, StateJson.Default.HeartbeatPlace);

    /// <summary>The enrollment that was begun; null when there is none.</summary>
    public PendingEnrollment? ReadPending()
    {
        try
        {
            return Read(PendingPath, StateJson.Default.PendingEnrollment);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>Keeps that an enrollment was begun.</summary>
    public void WritePending(PendingEnrollment pending) => Write(PendingPath, pending, StateJson.Default.PendingEnrollment);

    /// <summary>Forgets the enrollment that was begun: it is done.</summary>
    public void ForgetPending() => File.Delete(PendingPath);

    /// <summary>What the server told it to do; null when it told nothing.</summary>
    public Reading<AgentConfiguration>? ReadConfiguration() =>
        PrivateFile.Read(ConfigurationPath, ConfigurationReader.Longest) is { } bytes ? ConfigurationReader.Read(bytes) : null;

    /// <summary>Keeps what the server told it to do.</summary>
    public void WriteConfiguration(AgentConfiguration configuration) => PrivateFile.Write(ConfigurationPath, FleetJson.Write(configuration));

    /// <summary>An id for a machine that has none of its own: made once, and kept here.</summary>
    public byte[] OwnMachineId()
    {
        if (PrivateFile.Read(OwnMachineIdPath, MostBytes) is { Length: > 0 } known)
            return known;
        byte[] made = RandomNumberGenerator.GetBytes(16);
        PrivateFile.Write(OwnMachineIdPath, made);
        return made;
    }

    private static T? Read<T>(string path, JsonTypeInfo<T> type)
        where T : class
    {
        if (PrivateFile.Read(path, MostBytes) is not { } bytes)
            return null;
        try
        {
            return JsonSerializer.Deserialize(bytes, type);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    }

    private static void Write<T>(string path, T value, JsonTypeInfo<T> type) => PrivateFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(value, type));
}
