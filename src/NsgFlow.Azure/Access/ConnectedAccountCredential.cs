using Azure.Core;

namespace NsgFlow.Azure.Access;

/// <summary>The account that the Az modules of the running shell are connected with.</summary>
internal sealed class ConnectedAccountCredential : TokenCredential
{
    public ConnectedAccountToken Token { get; } = new();

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        GetTokenAsync(requestContext, cancellationToken).AsTask().GetAwaiter().GetResult();

    public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        (string token, DateTimeOffset expiresOn) = await Token.GetAsync(cancellationToken).ConfigureAwait(false);
        return new AccessToken(token, expiresOn);
    }
}
