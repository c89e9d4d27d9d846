using System.ComponentModel;
using HueSoc.Server.Access;
using HueSoc.Server.Json;
using HueSoc.Server.Problems;
using HueSoc.Storage.Control;
using HueSoc.Storage.Control.Keys;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace HueSoc.Server.Keys;

/// <summary>The keys that shippers ingest with.</summary>
internal static class KeyRoutes
{
    /// <summary>Maps the routes.</summary>
    public static void MapKeys(this IEndpointRouteBuilder api)
    {
        RouteGroupBuilder keys = api.MapGroup("/keys").WithTags("Keys");
        keys.MapGet("", List).WithSummary("Lists ingest keys, without their secrets, by name.");
        keys.MapPost("", AddAsync).WithSummary("Makes an ingest key. Its text, id:secret, is shown this once.");
        keys.MapGet("/{id}", Find).WithSummary("One ingest key; its version is the ETag.");
        keys.MapPatch("/{id}", ChangeAsync).WithSummary("Changes what a key may send, or disables it. If-Match has to name the version.");
    }

    private static Results<Ok<PageView<ShipperKey>>, ProblemHttpResult> List(Caller caller, ShipperKeyStore keys, [AsParameters] PageRequest page) =>
        page.Read((limit, after) => keys.List(caller.Scope, limit, after), key => key);

    private static async Task<Results<Created<IssuedKey>, ProblemHttpResult>> AddAsync(
        Caller caller, ShipperKeyStore keys, KeyRequest request, CancellationToken cancellationToken)
    {
        NewKey key = new(request.Name ?? "", request.Agency ?? "", request.Quota ?? KeyQuota.None);
        Change<IssuedKey> change = await keys.AddAsync(caller.Actor, key, cancellationToken);
        return change.Value is { } made ? TypedResults.Created($"/api/v1/keys/{made.Key.Id}", made) : ChangeAnswer.Refusal(change);
    }

    private static Results<Ok<ShipperKey>, ProblemHttpResult> Find(
        Caller caller, ShipperKeyStore keys, HttpResponse response, [Description("The key's id.")] string id) =>
        keys.Find(caller.Scope, id) is { } key ? ChangeAnswer.Versioned(response, key.Version, key) : Problem.NotFound();

    private static async Task<Results<Ok<ShipperKey>, ProblemHttpResult>> ChangeAsync(
        Caller caller,
        ShipperKeyStore keys,
        HttpResponse response,
        [Description("The key's id.")] string id,
        KeyEditRequest request,
        [Description("The version to be changed: the ETag of the key, or * for whichever there is.")] [FromHeader(Name = "If-Match")] string? ifMatch,
        CancellationToken cancellationToken)
    {
        if (ChangeAnswer.ReadVersion(keys.Find(caller.Scope, id), ifMatch, out long? version) is { } problem)
            return problem;
        Change<ShipperKey> change = await keys.UpdateAsync(caller.Actor, caller.Scope, id, version, request.Quota, request.Disabled, cancellationToken);
        return change.Value is { } changed ? ChangeAnswer.Versioned(response, changed.Version, changed) : ChangeAnswer.VersionRefusal(change);
    }
}

/// <summary>An ingest key to be made.</summary>
#pragma warning disable MA0048 // What the routes take.
internal sealed record KeyRequest
{
    /// <summary>Its name; left out for one made from the agency's code.</summary>
    public string? Name { get; init; }

    /// <summary>The agency its events belong to; left out for the city alone.</summary>
    public string? Agency { get; init; }

    /// <summary>What it may send; left out for no limit of its own.</summary>
    public KeyQuota? Quota { get; init; }
}

/// <summary>What of a key is to be changed. What is left out stays.</summary>
internal sealed record KeyEditRequest
{
    /// <summary>What it may send.</summary>
    public KeyQuota? Quota { get; init; }

    /// <summary>Whether it is not taken any more.</summary>
    public bool? Disabled { get; init; }
}
