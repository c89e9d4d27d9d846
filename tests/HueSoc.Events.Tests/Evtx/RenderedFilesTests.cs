using System.Text.Json.Nodes;
using System.Xml.Linq;
using HueSoc.Tests.Corpus;

namespace HueSoc.Events.Tests.Evtx;

/// <summary>Files that Windows itself has rendered as XML.</summary>
public sealed class RenderedFilesTests
{
    private const string Folder = "corpora/evtx/windows-rendered";

    [CorpusFact(Folder)]
    public void TryRead_FilesThatWindowsRendered_EveryFieldIsEqual()
    {
        int compared = 0;
        foreach (string path in Directory.EnumerateFiles(CorpusPaths.Of(Folder), "*.evtx"))
        {
            Dictionary<long, JsonObject> rendered = Rendered(Path.ChangeExtension(path, ".xml"));

            EvtxReading reading = EvtxReading.LayoutOf(File.ReadAllBytes(path));

            reading.Problems.ShouldBeEmpty(path);
            reading.Ids.Order().ShouldBe(rendered.Keys.Order(), path);
            for (int i = 0; i < reading.Events.Count; i++)
            {
                // An XML parser makes one character of the two that end a line in Windows.
                JsonNode ours = JsonNode.Parse(reading.Events[i].Json.Replace("\\r\\n", "\\n", StringComparison.Ordinal))!;
                JsonObject theirs = rendered[reading.Events[i].Id];
                Sorted(ours).ShouldBe(Sorted(theirs), path);
                compared++;
            }
        }

        compared.ShouldBe(49);
    }

    internal static string Sorted(JsonNode? node) => node switch
    {
        JsonObject members => "{" + string.Join(",\n", members.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => m.Key + ":" + Sorted(m.Value))) + "}",
        JsonArray items => "[" + string.Join(",", items.Select(Sorted)) + "]",
        _ => node?.ToJsonString() ?? "null",
    };

    private static Dictionary<long, JsonObject> Rendered(string path)
    {
        XElement all = XElement.Parse("<All>" + File.ReadAllText(path) + "</All>", LoadOptions.PreserveWhitespace);
        return all.Elements().Select(WithoutNamespace).ToDictionary(e => (long)e.Element("System")!.Element("EventRecordID")!, LayoutModel.Of);
    }

    private static XElement WithoutNamespace(XElement element) => new(
        element.Name.LocalName,
        element.Attributes().Where(a => !a.IsNamespaceDeclaration),
        element.Nodes().Select(n => n is XElement child ? WithoutNamespace(child) : n));
}
