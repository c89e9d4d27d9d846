using HueSoc.Storage.Control.Accounts;
using HueSoc.Storage.Control.Audit;
using HueSoc.Storage.Tenancy;

namespace HueSoc.Server.Access;

/// <summary>Who calls, as far as the server has made sure of it.</summary>
/// <param name="Actor">Who that is in the audit log.</param>
/// <param name="Role">What they may do.</param>
/// <param name="Agency">The agency they are bound to; empty for the city.</param>
/// <param name="Scope">Whose objects they see.</param>
/// <param name="AntiForgery">What unsafe requests have to repeat; null where no cookie speaks for the caller.</param>
/// <param name="Stamp">What the account's security stamp was; empty for a token.</param>
internal sealed record Caller(Actor Actor, AccountRole Role, string Agency, AgencyScope Scope, string? AntiForgery, string Stamp)
{
    /// <summary>The caller of a request that <see cref="AccessGate"/> has let in; handlers take it as a parameter.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context) => ValueTask.FromResult(context.Features.Get<Caller>());
}
