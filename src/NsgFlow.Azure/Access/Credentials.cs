using Azure.Core;
using Azure.Identity;

namespace NsgFlow.Azure.Access;

/// <summary>The sources of identities that are asked in turn.</summary>
internal static class Credentials
{
    /// <summary>
    /// The sources of DefaultAzureCredential in its order, without those that belong to editors or open a window: a
    /// command for servers and runbooks has neither, and what an editor is signed in with surprises.
    /// </summary>
    public static TokenCredential OfEnvironment(Cloud cloud) => new DefaultAzureCredential(new DefaultAzureCredentialOptions
    {
        AuthorityHost = cloud.Authority,
        ExcludeVisualStudioCredential = true,
        ExcludeVisualStudioCodeCredential = true,
        ExcludeInteractiveBrowserCredential = true,
        ExcludeBrokerCredential = true,
    });

    /// <summary>
    /// The environment's identity, else that of whoever signs in, in the browser or where there is none by a code. Later
    /// nobody is asked again: an identity that has ended is an error then.
    /// </summary>
    public static async Task<TokenCredential> SignInAsync(Cloud cloud, Action<string> show, CancellationToken cancellation)
    {
        var wanted = new TokenRequestContext([StorageContexts.Resource + ".default"]);
        TokenCredential environment = OfEnvironment(cloud);
        try
        {
            await environment.GetTokenAsync(wanted, cancellation).ConfigureAwait(false);
            return environment;
        }
        catch (AuthenticationFailedException)
        {
            // That is why somebody is asked.
        }

        if (HasScreen)
        {
            var browser = new InteractiveBrowserCredential(new InteractiveBrowserCredentialOptions { AuthorityHost = cloud.Authority, DisableAutomaticAuthentication = true });
            await browser.AuthenticateAsync(wanted, cancellation).ConfigureAwait(false);
            return browser;
        }

        var code = new DeviceCodeCredential(new DeviceCodeCredentialOptions
        {
            AuthorityHost = cloud.Authority,
            DisableAutomaticAuthentication = true,
            DeviceCodeCallback = (device, _) =>
            {
                show(device.Message);
                return Task.CompletedTask;
            },
        });
        await code.AuthenticateAsync(wanted, cancellation).ConfigureAwait(false);
        return code;
    }

    /// <summary>Whether a browser can open: not on a server that is reached by a terminal.</summary>
    private static bool HasScreen => !OperatingSystem.IsLinux()
        || Environment.GetEnvironmentVariable("DISPLAY") is { Length: > 0 }
        || Environment.GetEnvironmentVariable("WAYLAND_DISPLAY") is { Length: > 0 };
}
