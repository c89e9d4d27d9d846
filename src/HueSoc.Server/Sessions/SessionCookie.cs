using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using HueSoc.Server.Hosting;
using HueSoc.Storage.Control.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;

namespace HueSoc.Server.Sessions;

/// <summary>The cookie that carries a session: signed and encrypted, out of reach of scripts, and never sent from other sites.</summary>
internal static class SessionCookie
{
    /// <summary>The scheme's name.</summary>
    public const string Scheme = "session";

    /// <summary>Holds the account's name.</summary>
    public const string NameClaim = "name";

    /// <summary>Holds the account's security stamp at the time of signing in.</summary>
    public const string StampClaim = "stamp";

    /// <summary>Holds what unsafe requests have to repeat.</summary>
    public const string AntiForgeryClaim = "csrf";

    /// <summary>How long a session lasts at most, however much it is used.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private const string BeginningClaim = "begun";
    private const string KeyFolder = "keys";

    /// <summary>Adds the cookie, whose keys are kept in the data folder so that sessions outlive a restart.</summary>
    public static void AddSessionCookie(this IServiceCollection services, ServerOptions options)
    {
        string folder = Path.Combine(Path.GetFullPath(options.Data), KeyFolder);
        PrivateFile.MakeFolder(folder);
        services.AddDataProtection().SetApplicationName("HueSoc").PersistKeysToFileSystem(new DirectoryInfo(folder));
        services.AddAuthentication().AddCookie(Scheme, cookie =>
        {
            cookie.Cookie.Name = "huesoc_session";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Strict;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.Cookie.Path = "/";
            cookie.ExpireTimeSpan = TimeSpan.FromMinutes(options.SessionMinutes);
            cookie.SlidingExpiration = true;
            cookie.Events.OnValidatePrincipal = EndWhenOldAsync;
        });
    }

    /// <summary>Begins a session.</summary>
    /// <returns>What unsafe requests have to repeat.</returns>
    public static async Task<string> BeginAsync(HttpContext context, Account account, DateTimeOffset now)
    {
        string antiForgery = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        ClaimsIdentity identity = new(
            [
                new(NameClaim, account.Name),
                new(StampClaim, account.SecurityStamp),
                new(AntiForgeryClaim, antiForgery),
                new(BeginningClaim, now.UtcTicks.ToString(CultureInfo.InvariantCulture)),
            ],
            Scheme);
        await context.SignInAsync(Scheme, new ClaimsPrincipal(identity));
        return antiForgery;
    }

    // Using a session prolongs it, but not for ever.
    private static Task EndWhenOldAsync(CookieValidatePrincipalContext context)
    {
        TimeProvider time = context.HttpContext.RequestServices.GetRequiredService<TimeProvider>();
        bool isYoung = long.TryParse(context.Principal?.FindFirstValue(BeginningClaim), NumberStyles.None, CultureInfo.InvariantCulture, out long begun)
            && time.GetUtcNow().UtcTicks - begun < Longest.Ticks;
        if (!isYoung)
            context.RejectPrincipal();
        return Task.CompletedTask;
    }
}
