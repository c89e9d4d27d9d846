using HueSoc.Sigma.Rules;
using HueSoc.Sigma.Tests.Rules;

namespace HueSoc.Sigma.Tests.Modifiers;

/// <summary>Which chains of modifiers are refused, and which are not.</summary>
public sealed class ModifierChainTests
{
    [Theory]
    [InlineData("unknown", "x")]
    [InlineData("Contains", "x")]
    [InlineData("CONTAINS", "x")]
    [InlineData("", "x")]
    [InlineData("contains|", "x")]
    [InlineData("|contains", "x")]
    [InlineData(" contains", "x")]
    [InlineData("contain", "x")]
    [InlineData("regex", "x")]
    [InlineData("utf8", "x")]
    [InlineData("second", "5")]
    public void Parse_UnknownModifier_IsRefusedByName(string chain, string value)
    {
        string refusal = Loading.Refusal(Loading.Rule($"s:\n  'A|{chain}': {value}\ncondition: s"));

        refusal.ShouldStartWith("r.yml:6: ");
        refusal.ShouldContain("not known");
    }

    [Theory]
    [InlineData("re|contains", "x")]
    [InlineData("contains|re", "x")]
    [InlineData("re|startswith", "x")]
    [InlineData("endswith|re", "x")]
    [InlineData("re|cased", "x")]
    [InlineData("re|base64", "x")]
    [InlineData("base64offset|re", "x")]
    [InlineData("re|wide", "x")]
    [InlineData("re|windash", "x")]
    [InlineData("windash|re", "-x")]
    [InlineData("re|cidr", "10.0.0.0/8")]
    [InlineData("re|gt", "5")]
    [InlineData("re|exists", "true")]
    [InlineData("re|fieldref", "B")]
    [InlineData("re|hour", "5")]
    public void Parse_ReWithWhatIsNoRegex_IsRefused(string chain, string value) => ShouldBeRefused(chain, value);

    [Theory]
    [InlineData("i", "x")]
    [InlineData("m", "x")]
    [InlineData("s", "x")]
    [InlineData("ignorecase", "x")]
    [InlineData("multiline", "x")]
    [InlineData("dotall", "x")]
    [InlineData("contains|i", "x")]
    [InlineData("i|re", "x")]
    [InlineData("m|s|re", "x")]
    [InlineData("re|i|i", "x")]
    [InlineData("re|m|s|m", "x")]
    [InlineData("re|i|ignorecase", "x")]
    [InlineData("re|m|multiline", "x")]
    [InlineData("re|dotall|s", "x")]
    public void Parse_RegexFlagWithoutReBeforeItOrTwice_IsRefused(string chain, string value) => ShouldBeRefused(chain, value);

    [Theory]
    [InlineData("contains|startswith", "x")]
    [InlineData("startswith|endswith", "x")]
    [InlineData("endswith|contains", "x")]
    [InlineData("contains|contains", "x")]
    [InlineData("all|all", "x")]
    [InlineData("cased|cased", "x")]
    [InlineData("neq|neq", "x")]
    [InlineData("windash|windash", "-x")]
    [InlineData("exists|exists", "true")]
    [InlineData("cidr|cidr", "10.0.0.0/8")]
    [InlineData("re|re", "x")]
    [InlineData("fieldref|fieldref", "B")]
    [InlineData("expand|expand", "x")]
    [InlineData("base64|base64", "x")]
    [InlineData("base64|base64offset", "x")]
    [InlineData("base64offset|base64", "x")]
    [InlineData("wide|utf16le", "x")]
    [InlineData("wide|wide", "x")]
    [InlineData("utf16le|utf16be|base64", "x")]
    [InlineData("lt|gt", "5")]
    [InlineData("gte|gte", "5")]
    [InlineData("hour|day", "5")]
    [InlineData("hour|hour", "5")]
    public void Parse_TwoOfOneKind_IsRefused(string chain, string value) => ShouldBeRefused(chain, value);

    [Theory]
    [InlineData("contains|base64", "x")]
    [InlineData("startswith|base64offset", "x")]
    [InlineData("endswith|wide|base64", "x")]
    [InlineData("contains|wide", "x")]
    [InlineData("base64|wide", "x")]
    [InlineData("base64offset|utf16le", "x")]
    [InlineData("base64|utf16", "x")]
    [InlineData("base64|windash", "-x")]
    [InlineData("wide|windash", "-x")]
    [InlineData("gt|hour", "5")]
    [InlineData("lte|week", "5")]
    public void Parse_TransformationsInAnOrderThatMeansNothing_IsRefused(string chain, string value) => ShouldBeRefused(chain, value);

    [Theory]
    [InlineData("utf16", "x")]
    [InlineData("utf16|contains", "x")]
    [InlineData("utf16|startswith", "x")]
    public void Parse_Utf16WithoutBase64_IsRefused(string chain, string value) => ShouldBeRefused(chain, value);

    [Theory]
    [InlineData("exists|contains", "true")]
    [InlineData("contains|exists", "true")]
    [InlineData("exists|all", "true")]
    [InlineData("exists|neq", "true")]
    [InlineData("exists|cased", "true")]
    [InlineData("exists|gt", "true")]
    [InlineData("exists|fieldref", "B")]
    [InlineData("exists|expand", "true")]
    [InlineData("base64|exists", "true")]
    [InlineData("windash|exists", "true")]
    public void Parse_ExistsWithAnythingElse_IsRefused(string chain, string value) => ShouldBeRefused(chain, value);

    [Theory]
    [InlineData("cidr|contains", "10.0.0.0/8")]
    [InlineData("startswith|cidr", "10.0.0.0/8")]
    [InlineData("cidr|cased", "10.0.0.0/8")]
    [InlineData("cidr|gt", "10.0.0.0/8")]
    [InlineData("cidr|base64", "10.0.0.0/8")]
    [InlineData("cidr|windash", "10.0.0.0/8")]
    [InlineData("cidr|fieldref", "B")]
    [InlineData("cidr|hour", "5")]
    public void Parse_CidrWithWhatIsNoNetwork_IsRefused(string chain, string value) => ShouldBeRefused(chain, value);

    [Theory]
    [InlineData("lt|contains", "5")]
    [InlineData("contains|gt", "5")]
    [InlineData("gte|startswith", "5")]
    [InlineData("lte|cased", "5")]
    [InlineData("gt|base64", "5")]
    [InlineData("base64|gt", "5")]
    [InlineData("gt|windash", "5")]
    [InlineData("gt|fieldref", "B")]
    [InlineData("hour|contains", "5")]
    [InlineData("day|cased", "5")]
    [InlineData("minute|base64", "5")]
    [InlineData("week|fieldref", "B")]
    public void Parse_NumberWithWhatIsForTexts_IsRefused(string chain, string value) => ShouldBeRefused(chain, value);

    [Theory]
    [InlineData("fieldref|base64", "B")]
    [InlineData("base64|fieldref", "B")]
    [InlineData("fieldref|windash", "B")]
    [InlineData("fieldref|wide", "B")]
    [InlineData("fieldref|expand", "B")]
    [InlineData("fieldref|contains|startswith", "B")]
    public void Parse_FieldReferenceWithWhatIsForValues_IsRefused(string chain, string value) => ShouldBeRefused(chain, value);

    [Theory]
    [InlineData("contains", "null")]
    [InlineData("startswith", "")]
    [InlineData("endswith", "~")]
    [InlineData("cased", "null")]
    [InlineData("re", "null")]
    [InlineData("cidr", "null")]
    [InlineData("base64", "null")]
    [InlineData("base64offset", "null")]
    [InlineData("wide", "null")]
    [InlineData("windash", "null")]
    [InlineData("expand", "null")]
    [InlineData("fieldref", "null")]
    [InlineData("fieldref", "''")]
    [InlineData("exists", "null")]
    [InlineData("exists", "5")]
    [InlineData("exists", "1")]
    [InlineData("exists", "maybe")]
    [InlineData("gt", "null")]
    [InlineData("gt", "x")]
    [InlineData("gt", "true")]
    [InlineData("gt", "''")]
    [InlineData("gt", "'5 '")]
    [InlineData("gt", "'5*'")]
    [InlineData("gt", ".inf")]
    [InlineData("gt", "NaN")]
    [InlineData("gt", "'Infinity'")]
    [InlineData("lt", "0x10")]
    [InlineData("hour", "x")]
    [InlineData("hour", "null")]
    [InlineData("hour", "true")]
    [InlineData("base64", "'a*'")]
    [InlineData("base64", "'a?b'")]
    [InlineData("base64offset", "'*a'")]
    [InlineData("wide|base64", "'*a'")]
    [InlineData("base64offset", "''")]
    [InlineData("base64offset", "a")]
    [InlineData("fieldref", "'a*b'")]
    public void Parse_ValueThatTheModifierCannotHave_IsRefused(string chain, string value) => ShouldBeRefused(chain, value);

    [Theory]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0.0/")]
    [InlineData("10.0.0/8")]
    [InlineData("10.0.0.1/8")]
    [InlineData("10.0.0.0/8/8")]
    [InlineData("256.0.0.0/8")]
    [InlineData("'2001:db8::/129'")]
    [InlineData("'2001:db8::1/32'")]
    [InlineData("'2001:db8/32'")]
    [InlineData("example.org")]
    [InlineData("'10.0.*'")]
    [InlineData("'*'")]
    [InlineData("''")]
    [InlineData("true")]
    [InlineData("'10.0.0.0 - 10.0.0.255'")]
    public void Parse_NetworkThatIsNone_IsRefused(string value) => ShouldBeRefused("cidr", value);

    [Theory]
    [InlineData("5")]
    [InlineData("10")]
    [InlineData("10.1")]
    [InlineData("'0/8'")]
    [InlineData("'0x0a000000/8'")]
    [InlineData("'0x0a.0.0.0/8'")]
    [InlineData("'010.0.0.0/8'")]
    [InlineData("'10.0.0.010'")]
    [InlineData("'[::1]'")]
    [InlineData("'[2001:db8::]/32'")]
    [InlineData("' 10.0.0.0/8'")]
    [InlineData("'fe80::1%eth0'")]
    public void Parse_NetworkInASpellingThatMeansSomethingElseElsewhere_IsRefused(string value) => ShouldBeRefused("cidr", value);

    [Theory]
    [InlineData("'|exists'", "true")]
    [InlineData("'|fieldref'", "B")]
    public void Parse_ModifierThatNeedsAFieldOnAKeyword_IsRefused(string key, string value)
    {
        Loading.Refusal(Loading.Rule($"s:\n  {key}: {value}\ncondition: s")).ShouldStartWith("r.yml:6: ");
    }

    [Fact]
    public void Parse_MoreDashesThanAreExpanded_IsRefused() =>
        Loading.Refusal(Loading.Rule("s:\n  A|windash: '-a -b -c -d -e'\ncondition: s")).ShouldStartWith("r.yml:6: ");

    [Theory]
    [InlineData("contains", "x")]
    [InlineData("startswith", "x")]
    [InlineData("endswith", "x")]
    [InlineData("all", "[x, y]")]
    [InlineData("cased", "x")]
    [InlineData("exists", "true")]
    [InlineData("neq", "x")]
    [InlineData("re", "x")]
    [InlineData("re|i", "x")]
    [InlineData("re|ignorecase|multiline|dotall", "x")]
    [InlineData("re|all|neq|i", "[x, y]")]
    [InlineData("cidr", "10.0.0.0/8")]
    [InlineData("cidr|all|neq", "[10.0.0.0/8, 10.1.0.0/16]")]
    [InlineData("cidr", "'::ffff:10.0.0.0/104'")]
    [InlineData("base64", "x")]
    [InlineData("base64offset|contains", "xyz")]
    [InlineData("utf16le|base64offset|contains", "xyz")]
    [InlineData("utf16be|base64|contains", "xyz")]
    [InlineData("utf16|base64offset|contains|all", "[xyz, abc]")]
    [InlineData("wide|contains", "xyz")]
    [InlineData("windash|contains|all", "[-x, -y]")]
    [InlineData("contains|windash", "-x")]
    [InlineData("all|contains", "[x, y]")]
    [InlineData("lt", "5")]
    [InlineData("lte", "'5'")]
    [InlineData("gt", "-5.5")]
    [InlineData("gte|all", "[5, 6]")]
    [InlineData("minute", "5")]
    [InlineData("hour|lt", "5")]
    [InlineData("day|gte", "5")]
    [InlineData("week|neq", "5")]
    [InlineData("month|gt", "5")]
    [InlineData("year|lte|all", "[5, 6]")]
    [InlineData("expand", "x")]
    [InlineData("expand|contains|all|cased", "[x, y]")]
    [InlineData("fieldref", "B")]
    [InlineData("fieldref|neq|startswith|cased", "B")]
    [InlineData("endswith|fieldref", "B")]
    [InlineData("neq|contains|all|windash|cased", "[-x, -y]")]
    public void Parse_LegalChain_IsTaken(string chain, string value)
    {
        RuleCollection read = Loading.Read(Loading.Rule($"s:\n  A|{chain}: {value}\ncondition: s"));

        read.Problems.ShouldBeEmpty();
        read.Rules.Length.ShouldBe(1);
    }

    private static void ShouldBeRefused(string chain, string value)
    {
        string refusal = Loading.Refusal(Loading.Rule($"s:\n  'A|{chain}': {value}\ncondition: s"));

        refusal.ShouldMatch(@"^r\.yml:6: \S.+");
    }
}
