using System.ComponentModel;
using HueSoc.Server.Access;
using HueSoc.Server.Json;
using HueSoc.Server.Problems;
using HueSoc.Storage.Control;
using HueSoc.Storage.Control.Accounts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace HueSoc.Server.Accounts;

/// <summary>Who may sign in.</summary>
internal static class AccountRoutes
{
    /// <summary>Maps the routes.</summary>
    public static void MapAccounts(this IEndpointRouteBuilder api)
    {
        RouteGroupBuilder accounts = api.MapGroup("/accounts").WithTags("Accounts");
        accounts.MapGet("", List).WithSummary("Lists accounts, by name.");
        accounts.MapPost("", AddAsync).WithSummary("Makes an account.");
        accounts.MapGet("/{name}", Find).WithSummary("One account; its version is the ETag.");
        accounts.MapPatch("/{name}", ChangeAsync).WithSummary("Changes an account. If-Match has to name the version. Sessions end when role or agency change.");
        accounts.MapPut("/{name}/password", SetPasswordAsync).WithSummary("Gives an account another password, and ends its sessions.");
    }

    private static Results<Ok<PageView<AccountView>>, ProblemHttpResult> List(Caller caller, AccountStore accounts, [AsParameters] PageRequest page) =>
        page.Read((limit, after) => accounts.List(caller.Scope, limit, after), AccountView.Of);

    private static async Task<Results<Created<AccountView>, ProblemHttpResult>> AddAsync(
        Caller caller, AccountStore accounts, AccountRequest request, CancellationToken cancellationToken)
    {
        NewAccount account = new(request.Name, request.DisplayName ?? "", request.Role, request.Agency ?? "", request.Password);
        Change<Account> change = await accounts.AddAsync(caller.Actor, account, cancellationToken);
        return change.Value is { } made
            ? TypedResults.Created($"/api/v1/accounts/{Uri.EscapeDataString(made.Name)}", AccountView.Of(made))
            : ChangeAnswer.Refusal(change);
    }

    private static Results<Ok<AccountView>, ProblemHttpResult> Find(
        Caller caller, AccountStore accounts, HttpResponse response, [Description("The account's name.")] string name) =>
        accounts.Find(caller.Scope, name) is { } account
            ? ChangeAnswer.Versioned(response, account.Version, AccountView.Of(account))
            : Problem.NotFound();

    private static async Task<Results<Ok<AccountView>, ProblemHttpResult>> ChangeAsync(
        Caller caller,
        AccountStore accounts,
        HttpResponse response,
        [Description("The account's name.")] string name,
        AccountEditRequest request,
        [Description("The version to be changed: the ETag of the account, or * for whichever there is.")] [FromHeader(Name = "If-Match")] string? ifMatch,
        CancellationToken cancellationToken)
    {
        if (ChangeAnswer.ReadVersion(accounts.Find(caller.Scope, name), ifMatch, out long? version) is { } problem)
            return problem;
        AccountEdit edit = new()
        {
            DisplayName = request.DisplayName,
            Role = request.Role,
            Agency = request.Agency,
            Disabled = request.Disabled,
            Unlock = request.Unlock,
        };
        Change<Account> change = await accounts.UpdateAsync(caller.Actor, caller.Scope, name, version, edit, cancellationToken);
        return change.Value is { } changed
            ? ChangeAnswer.Versioned(response, changed.Version, AccountView.Of(changed))
            : ChangeAnswer.VersionRefusal(change);
    }

    private static async Task<Results<Ok<AccountView>, ProblemHttpResult>> SetPasswordAsync(
        Caller caller,
        AccountStore accounts,
        [Description("The account's name.")] string name,
        PasswordRequest request,
        CancellationToken cancellationToken)
    {
        Change<Account> change = await accounts.SetPasswordAsync(caller.Actor, caller.Scope, name, request.Password, cancellationToken);
        return change.Value is { } changed ? TypedResults.Ok(AccountView.Of(changed)) : ChangeAnswer.Refusal(change);
    }
}
