using System.Text.Json;
using HueSoc.Server.Access;
using HueSoc.Server.Tests.Running;

namespace HueSoc.Server.Tests.Http;

/// <summary>The description says of every operation what a client needs to know.</summary>
[Collection(ServerCollection.Name)]
public sealed class ApiDescriptionTests(RunningServer server)
{
    [Fact]
    public async Task Description_OfEveryOperation_HasSummarySecurityAndAnswers()
    {
        List<string> wrong = [];
        foreach ((string method, string path, JsonElement operation) in await OperationsAsync())
        {
            if (!operation.TryGetProperty("summary", out _))
                wrong.Add($"{method} {path}: no summary");
            if (AccessTable.Find(method, path)!.Reach != Reach.Public && !operation.TryGetProperty("security", out _))
                wrong.Add($"{method} {path}: no security");
            if (!operation.GetProperty("responses").EnumerateObject().Any(answer => answer.Name is "200" or "201" or "204"))
                wrong.Add($"{method} {path}: no good answer");
            if (path.Contains('{', StringComparison.Ordinal) && !operation.GetProperty("responses").TryGetProperty("404", out _))
                wrong.Add($"{method} {path}: no 404");
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task Description_OfEveryParameter_SaysWhatItIs()
    {
        string[] undescribed =
        [
            .. from operation in await OperationsAsync()
               where operation.Operation.TryGetProperty("parameters", out _)
               from parameter in operation.Operation.GetProperty("parameters").EnumerateArray()
               where !parameter.TryGetProperty("description", out _)
               select $"{operation.Method} {operation.Path}: {parameter.GetProperty("name")}",
        ];

        undescribed.ShouldBeEmpty();
    }

    [Fact]
    public async Task Description_OfEveryGoodAnswer_HasASchema()
    {
        string[] bare =
        [
            .. from operation in await OperationsAsync()
               from answer in operation.Operation.GetProperty("responses").EnumerateObject()
               where answer.Name is "200" or "201"
               where !answer.Value.TryGetProperty("content", out JsonElement content)
                   || content.EnumerateObject().Any(media => !media.Value.TryGetProperty("schema", out _))
               select $"{operation.Method} {operation.Path}",
        ];

        bare.ShouldBeEmpty();
    }

    private async Task<(string Method, string Path, JsonElement Operation)[]> OperationsAsync()
    {
        using HttpClient client = server.Anonymous();
        JsonElement document = JsonSerializer.Deserialize<JsonElement>(await client.GetStringAsync("/openapi/v1.json"));
        return
        [
            .. from path in document.GetProperty("paths").EnumerateObject()
               from operation in path.Value.EnumerateObject()
               select (operation.Name.ToUpperInvariant(), path.Name, operation.Value),
        ];
    }
}
