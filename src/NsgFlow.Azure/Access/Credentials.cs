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
}
