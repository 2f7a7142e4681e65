using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using NsgFlow.Azure.Tests.Azurite;
using NsgFlow.Azure.Tests.Loopback;

namespace NsgFlow.Azure.Tests.StandIns;

/// <summary>
/// The endpoints that give a managed identity its tokens: that of hosted services, and that of virtual machines. A
/// process finds them by its environment.
/// </summary>
internal sealed class IdentityStandIn : IDisposable
{
    private readonly LoopbackServer _server;
    private readonly string _header = Guid.NewGuid().ToString("N");

    public IdentityStandIn() => _server = new LoopbackServer(AnswerAsync);

    /// <summary>The requests; their query tells the resource and the client id.</summary>
    public RequestLog Log { get; } = new();

    /// <summary>The token that it gives.</summary>
    public string Token { get; init; } = TestToken.Make(id: "managed-identity");

    /// <summary>Whether there is no identity to give a token to.</summary>
    public bool HasNoIdentity { get; set; }

    /// <summary>For a process that takes itself to run in a hosted service.</summary>
    public IReadOnlyDictionary<string, string?> HostedServiceEnvironment => new Dictionary<string, string?>
    {
        ["IDENTITY_ENDPOINT"] = new Uri(_server.Endpoint, "msi/token").AbsoluteUri,
        ["IDENTITY_HEADER"] = _header,
    };

    /// <summary>For a process that takes itself to run on a virtual machine.</summary>
    public IReadOnlyDictionary<string, string?> VirtualMachineEnvironment => new Dictionary<string, string?>
    {
        ["AZURE_POD_IDENTITY_AUTHORITY_HOST"] = _server.Endpoint.AbsoluteUri.TrimEnd('/'),
    };

    public void Dispose() => _server.Dispose();

    private async Task AnswerAsync(HttpContext context)
    {
        LoggedRequest logged = Log.Add(context.Request);
        HttpRequest request = context.Request;
        (int status, object answer) = request.Path.Value switch
        {
            "/msi/token" when request.Headers["X-IDENTITY-HEADER"] != _header => (401, Error("invalid_header")),
            // A probe comes without the header, and takes this for a sign of life.
            "/metadata/identity/oauth2/token" when request.Headers["Metadata"] != "true" => (400, Error("bad_request_102")),
            "/msi/token" or "/metadata/identity/oauth2/token" => Answer(request),
            _ => (404, Error("not_found")),
        };
        context.Response.StatusCode = logged.Status = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(answer));
        logged.IsOver = true;
    }

    private (int Status, object Answer) Answer(HttpRequest request) =>
        request.Query["resource"].ToString().TrimEnd('/') != "https://storage.azure.com" ? (400, Error("invalid_resource"))
        : HasNoIdentity ? (400, Error("invalid_request", "Identity not found"))
        : (200, new Dictionary<string, object>
        {
            ["access_token"] = Token,
            ["client_id"] = request.Query["client_id"].ToString(),
            ["expires_in"] = "3599",
            ["expires_on"] = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ["resource"] = request.Query["resource"].ToString(),
            ["token_type"] = "Bearer",
        });

    private static Dictionary<string, string> Error(string error, string? description = null) => new()
    {
        ["error"] = error,
        ["error_description"] = description ?? error,
    };
}
