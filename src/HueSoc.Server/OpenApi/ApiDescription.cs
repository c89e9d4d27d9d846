using HueSoc.Server.Access;
using HueSoc.Server.Json;
using HueSoc.Server.SystemState;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace HueSoc.Server.OpenApi;

/// <summary>The description of the API, at <c>/openapi/v1.json</c>: made from the routes and from <see cref="AccessTable"/>, so that it cannot say anything else.</summary>
internal static class ApiDescription
{
    private const string Cookie = "session";
    private const string Token = "token";

    /// <summary>Adds it.</summary>
    public static void AddApiDescription(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new()
            {
                Title = "HueSoc",
                Version = ServerState.Version,
                Description = "Events, signals, alerts and the house they live in. Lists are paged with limit and after; updates name a version with If-Match; "
                    + "unsafe requests of a session repeat its csrf_token in X-CSRF-Token; an object that the caller may not see answers as one that does not exist.",
            };
            document.Servers = [];
            document.Components ??= new();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [Cookie] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.ApiKey,
                    In = ParameterLocation.Cookie,
                    Name = "huesoc_session",
                    Description = "POST /api/v1/session sets it.",
                },
                [Token] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API token: huesoc_ID_SECRET." },
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(DescribeAccessAsync);
        options.AddSchemaTransformer((schema, context, _) =>
        {
            if (context.JsonTypeInfo.Type == typeof(RawJson) || context.JsonTypeInfo.Type == typeof(RawJson?))
            {
                schema.Type = JsonSchemaType.Object | JsonSchemaType.Null;
                schema.Properties?.Clear();
                schema.Required?.Clear();
                schema.Description = "One JSON object, passed on as it is.";
            }

            return Task.CompletedTask;
        });
    });

    private static async Task DescribeAccessAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        string method = context.Description.HttpMethod ?? "GET";
        string pattern = "/" + (context.Description.RelativePath ?? "");
        if (AccessTable.Find(method, pattern) is not { } rule)
            return;
        operation.OperationId = OperationIdOf(method, pattern);
        bool isUnsafe = method is not "GET";
        SortedDictionary<int, string> problems = [];
        if (pattern.StartsWith("/api/", StringComparison.Ordinal))
            problems[400] = "The request cannot be honoured as it was written; for a query, column says where.";
        if (rule.Reach != Reach.Public)
        {
            operation.Security =
            [
                new() { [new OpenApiSecuritySchemeReference(Cookie, context.Document)] = [] },
                new() { [new OpenApiSecuritySchemeReference(Token, context.Document)] = [] },
            ];
            problems[401] = "Nobody is signed in, and no token is given.";
            problems[403] = "The caller's role does not allow this, or the anti-forgery header is missing.";
            operation.Description = $"{operation.Description} {ReachText(rule)}".Trim();
        }

        if (pattern.Contains('{', StringComparison.Ordinal))
            problems[404] = "There is no such object, or not for this caller.";
        if (operation.RequestBody is not null)
        {
            problems[413] = "The body is too large.";
            problems[415] = "The body is not application/json.";
        }

        if (isUnsafe && operation.Parameters?.Any(parameter => parameter.Name == "If-Match") == true)
        {
            problems[412] = "The object was changed since it was read.";
            problems[428] = "If-Match is missing.";
        }

        if (isUnsafe && pattern.StartsWith("/api/", StringComparison.Ordinal))
            problems[409] = "The object's state does not allow it, or a name is taken.";
        if (pattern.StartsWith("/api/v1/events", StringComparison.Ordinal) || pattern.StartsWith("/api/v1/session", StringComparison.Ordinal)
            || pattern is "/api/v1/agents/enroll" or "/api/v1/agents/heartbeat")
            problems[429] = "Too many requests; Retry-After says when to try again.";
        problems[500] = "Something went wrong in the server.";
        IOpenApiSchema problem = await context.GetOrCreateSchemaAsync(typeof(ProblemDetails), null, cancellationToken);
        context.Document!.AddComponent("ProblemDetails", problem);
        operation.Responses ??= [];
        foreach ((int status, string description) in problems)
        {
            operation.Responses[status.ToString(System.Globalization.CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = description,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [Problems.Problem.MediaType] = new() { Schema = new OpenApiSchemaReference("ProblemDetails", context.Document) },
                },
            };
        }
    }

    private static string ReachText(AccessRule rule)
    {
        string roles = string.Join(", ", rule.Roles.Select(Storage.Control.Accounts.AccountRoles.NameOf));
        return rule.Reach switch
        {
            Reach.City => $"About the city as a whole. Roles: {roles}.",
            Reach.Scoped => $"Shows what the caller's scope allows. Roles: {roles}.",
            _ => $"About the caller alone. Roles: {roles}.",
        };
    }

    private static string OperationIdOf(string method, string pattern)
    {
        IEnumerable<string> words = pattern.Replace("api/v1/", "", StringComparison.Ordinal)
            .Split(['/', '{', '}', '-', '.'], StringSplitOptions.RemoveEmptyEntries)
            .Select(word => char.ToUpperInvariant(word[0]) + word[1..]);
        return method.ToLowerInvariant() + string.Concat(words);
    }
}
