using System.Text;
using HueSoc.Storage.Queries;

namespace HueSoc.Storage.Tests.Queries;

public sealed class HostileQueryTests
{
    private static readonly string[] Pieces =
    [
        "(", ")", "[", "]", "{", "}", "\"", "\\", ":", ":>", "<=", "*", "?", "!", "-", "+", "&&", "||", " ", "\t", "AND", "OR", "NOT", "TO", "to",
        "_exists_:", "user.name:", "source.ip:", "@timestamp:", "message:", "10.0.0.0/8", "4624", "đăng nhập", "e\u0323\u0302", "\u0301", "\uD83D", "\uDE00", "😀", "\0",
        "';--", "\u202E", "ß", "İ", "2026-11-22",
    ];

    [Fact]
    public void Parse_RandomPieces_TreeOrErrorInTheText()
    {
        Random random = new(20260314);
        byte[] document = Encoding.UTF8.GetBytes("""{"message":"đăng nhập","user":{"name":"an"},"source.ip":"10.1.2.3"}""");
        int trees = 0;
        for (int run = 0; run < 10_000; run++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(1, 16)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            QueryParse parse = QueryParser.Parse(text);
            if (parse.Error is { } error)
            {
                error.Column.ShouldBeInRange(1, text.Length + 1, text);
                error.Message.ShouldStartWith("expected");
                parse.Query.ShouldBeNull();
            }
            else
            {
                trees++;
                EventPredicate.Compile(parse.Query).Matches(document);
            }
        }

        trees.ShouldBeInRange(500, 9_500);
    }

    [Fact]
    public void Parse_TooDeep_ErrorAtTheParenthesis() =>
        QueryParser.Parse(new string('(', 4000) + "a").Error!.Column.ShouldBe(QueryLimits.Depth + 1);

    [Fact]
    public void Parse_TooManyNegations_Error() =>
        QueryParser.Parse(new string('!', 4000) + "a").Error!.Message.ShouldContain("levels");

    [Fact]
    public void Parse_TooLong_Error() =>
        QueryParser.Parse(new string('a', QueryLimits.Length + 1)).Error!.Message.ShouldContain("characters");

    [Fact]
    public void Parse_TooManyConditions_Error() =>
        QueryParser.Parse(string.Join(' ', Enumerable.Repeat("a", QueryLimits.Clauses + 1))).Error!.Message.ShouldContain("conditions");

    [Fact]
    public void Parse_TooManyFields_Error() =>
        QueryParser.Parse(string.Join(' ', Enumerable.Range(0, QueryLimits.Fields + 1).Select(i => $"f{i}:1"))).Error!.Message.ShouldContain("fields");

    [Fact]
    public void Matches_ManyWildcardsOnLongValue_AnswersSoon()
    {
        string query = "labels.x:" + string.Concat(Enumerable.Repeat("a*", QueryLimits.Wildcards)) + "b";
        byte[] document = Encoding.UTF8.GetBytes($$$"""{"labels":{"x":"{{{new string('a', 5000)}}}"}}""");

        EventPredicate.Compile(QueryParser.Parse(query).Query).Matches(document).ShouldBeFalse();
    }
}
