using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using HueSoc.Storage.Control.Agencies;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace HueSoc.Compliance.Agencies;

/// <summary>Reads a list of agencies: <c>rules/compliance/agencies.yaml</c>, which says what its keys mean.</summary>
public static class AgencyFile
{
    private const int LargestFile = 1024 * 1024;

    /// <summary>The list that travels with the program.</summary>
    public static string ShippedPath => Path.Combine(AppContext.BaseDirectory, "compliance", "agencies.yaml");

    /// <summary>Reads a file.</summary>
    public static AgencyList Read(string path)
    {
        try
        {
            return new FileInfo(path).Length > LargestFile
                ? Refused(path, $"{path}:0: the file has more than {LargestFile} bytes")
                : Parse(path, File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refused(path, $"{path}:0: {e.Message}");
        }
    }

    /// <summary>Reads a text.</summary>
    /// <param name="path">The path for messages.</param>
    /// <param name="text">The YAML.</param>
    public static AgencyList Parse(string path, string text)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];
        YamlStream yaml = [];
        try
        {
            yaml.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            return Refused(path, $"{path}:{Math.Max(1, e.Start.Line)}: not valid YAML: {(e.InnerException ?? e).Message}");
        }

        if (yaml.Documents.Count != 1 || yaml.Documents[0].RootNode is not YamlMappingNode root)
            return Refused(path, $"{path}:1: one document with a map was expected");
        AgencyReader reader = new(path, root);
        ImmutableArray<AgencyFacts> agencies = reader.Read();
        return new($"{Path.GetFileName(path)} {hash}", agencies, reader.Problems);
    }

    private static AgencyList Refused(string path, string problem) => new(Path.GetFileName(path), [], [problem]);
}
