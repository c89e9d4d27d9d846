using System.Collections.Immutable;
using System.Reflection;
using HueSoc.Server.SystemState;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HueSoc.Server.FrontPage;

/// <summary>What a browser sees until there is a console: what this is, whether it is well, and where the API is described.</summary>
internal static class FrontPageRoutes
{
    private static readonly string Template = Read("index.html");
    private static readonly string Style = Read("huesoc.css");

    /// <summary>Maps the routes.</summary>
    public static void MapFrontPage(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", ShowAsync).ExcludeFromDescription();
        routes.MapGet("/huesoc.css", () => TypedResults.Text(Style, "text/css; charset=utf-8")).ExcludeFromDescription();
    }

    private static async Task<ContentHttpResult> ShowAsync(ServerState state, CancellationToken cancellationToken)
    {
        ImmutableArray<string> problems = await state.ProblemsAsync(cancellationToken);
        bool isWell = problems.IsEmpty;
        // Nothing here comes from outside the program: what is wrong in detail is for those who are signed in.
        string page = Template
            .Replace("{{state}}", isWell ? "well" : "unwell", StringComparison.Ordinal)
            .Replace("{{state.vi}}", isWell ? "Hệ thống hoạt động bình thường" : "Hệ thống đang gặp sự cố", StringComparison.Ordinal)
            .Replace("{{state.en}}", isWell ? "All systems are working" : "Something is not working", StringComparison.Ordinal)
            .Replace("{{version}}", ServerState.Version, StringComparison.Ordinal);
        return TypedResults.Text(page, "text/html; charset=utf-8");
    }

    private static string Read(string name)
    {
        using StreamReader reader = new(Assembly.GetExecutingAssembly().GetManifestResourceStream($"HueSoc.Server.FrontPage.{name}")!);
        return reader.ReadToEnd();
    }
}
