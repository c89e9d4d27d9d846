using System.Text.Json;

namespace HueSoc.Server.Tests.Running;

/// <summary>The operations that the server's own description names.</summary>
internal static class ApiOperations
{
    /// <summary>Reads them: method and path.</summary>
    public static async Task<(string Method, string Path)[]> ReadAsync(HttpClient client)
    {
        JsonElement document = JsonSerializer.Deserialize<JsonElement>(await client.GetStringAsync("/openapi/v1.json"));
        return
        [
            .. from path in document.GetProperty("paths").EnumerateObject()
               from operation in path.Value.EnumerateObject()
               where operation.Name is "get" or "put" or "post" or "patch" or "delete"
               select (operation.Name.ToUpperInvariant(), path.Name),
        ];
    }
}
