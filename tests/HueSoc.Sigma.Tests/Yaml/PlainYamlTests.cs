using System.Text;
using HueSoc.Sigma.Rules;
using HueSoc.Sigma.Tests.Model;
using HueSoc.Sigma.Yaml;
using HueSoc.Tests.Corpus;

namespace HueSoc.Sigma.Tests.Yaml;

/// <summary>The fast reader of plain YAML against the library: it reads the same, or it gives up.</summary>
public sealed class PlainYamlTests
{
    private const string Sample = """
        title: A rule  # with a comment
        id: 0b1c
        description: |
            first line
              indented: kept

            last # no comment here
        tags:
            - attack.t1059
            - 'single ''quoted'''
        references: []
        detection:
            selection:
                Image|endswith:
                    - '\cmd.exe'
                    - "a\\b\t\"c\""
                CommandLine|contains|all: ' /c '
                Empty:
                Null: ~
            other:
            - A: 1
              B: -2
            -
              C: x-y:z
            keywords:
            - one
            - two words
            condition: selection and not 1 of other*
        falsepositives: |-
          none
        level: high
        ---
        title: second
        """;

    [Theory]
    [InlineData("a: 1\nb:\n  - x\n  - y: 2\n    z: 3\n")]
    [InlineData("a: |\n  x\n\n\nb: 1\n")]
    [InlineData("'|all':\n- 'a'\n- \"b\"\n")]
    [InlineData("---\n---\na: b\n---\n")]
    [InlineData("# only a comment\n")]
    [InlineData("a: b\r\nc:\r\n  d: 'e' # f\r\n")]
    public void TryRead_PlainText_IsWhatTheLibraryReads(string text)
    {
        PlainYaml.TryRead(text).ShouldNotBeNull();
        Compare(text).ShouldBeTrue();
    }

    [Theory]
    [InlineData("a: [1, 2]\n")]
    [InlineData("a: &x 1\nb: *x\n")]
    [InlineData("a: folded\n  over lines\n")]
    [InlineData("a: >\n  folded\n")]
    [InlineData("a: 1\na: 2\n")]
    [InlineData("a:\n\t- tab\n")]
    [InlineData("a: b: c\n")]
    [InlineData("a: 'open\n")]
    [InlineData("a: !tag x\n")]
    [InlineData("? a\n: b\n")]
    [InlineData("a: 1\n b: 2\n")]
    [InlineData("- - nested\n")]
    [InlineData("a: x\n...\n")]
    public void TryRead_WhatIsNotPlain_IsLeftToTheLibrary(string text) => PlainYaml.TryRead(text).ShouldBeNull();

    [Fact]
    public void TryRead_MutatedRules_ReadsWhatTheLibraryReadsOrGivesUp()
    {
        Random random = new(7);
        string alphabet = " \n\t:-#'\"|>[]{}&*!?%,~ab1\\\r";
        int read = 0;
        for (int i = 0; i < 20_000; i++)
        {
            StringBuilder text = new(Sample);
            for (int edits = random.Next(0, 4); edits >= 0; edits--)
            {
                int at = random.Next(text.Length);
                switch (random.Next(4))
                {
                    case 0:
                        text.Insert(at, alphabet[random.Next(alphabet.Length)]);
                        break;
                    case 1:
                        text.Remove(at, Math.Min(random.Next(1, 5), text.Length - at));
                        break;
                    case 2:
                        text[at] = alphabet[random.Next(alphabet.Length)];
                        break;
                    default:
                        text.Insert(at, text.ToString(at, Math.Min(random.Next(1, 40), text.Length - at)));
                        break;
                }
            }

            text.Replace("references: []", "references: x");
            if (Compare(text.ToString()))
                read++;
        }

        read.ShouldBeGreaterThan(4_000);
    }

    [CorpusFact(CorpusRules.Rules)]
    public void TryRead_CorpusRules_ReadsNearlyAllAndAsTheLibraryDoes()
    {
        List<(string Path, string Text)> rules = CorpusRules.ReadRules();
        int read = rules.Count(rule => Compare(rule.Text));
        read.ShouldBeGreaterThan(rules.Count * 8 / 10);
    }

    /// <summary>Whether the fast reader read the text; fails when it did so differently from the library.</summary>
    private static bool Compare(string text)
    {
        if (PlainYaml.TryRead(text) is not { } fast)
            return false;
        List<YamlNode> documents = [];
        List<RuleProblem> problems = [];
        YamlDocuments.ReadWithLibrary("x", text, documents, problems);
        problems.ShouldBeEmpty(text);
        string.Join("\n---\n", fast.Select(Describe)).ShouldBe(string.Join("\n---\n", documents.Select(Describe)), text);
        return true;
    }

    private static string Describe(YamlNode node) => node switch
    {
        YamlScalar scalar => $"{scalar.Line}{(scalar.Plain ? "p" : "q")}<{scalar.Text}>",
        YamlSequence list => $"{list.Line}[{string.Join(", ", list.Items.Select(Describe))}]",
        YamlMapping map => $"{map.Line}{{{string.Join(", ", map.Entries.Select(e => $"{Describe(e.Key)}: {Describe(e.Value)}"))}}}",
        _ => "?",
    };
}
