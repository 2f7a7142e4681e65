using Azure.Core;

namespace NsgFlow.Azure.Access;

/// <summary>A token that somebody handed over. When it ends is for the service to say: what it holds is not ours to read.</summary>
internal sealed class FixedToken(string token) : TokenCredential
{
    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(token, DateTimeOffset.MaxValue);

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(GetToken(requestContext, cancellationToken));
}
