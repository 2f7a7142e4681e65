using System.Net;
using System.Text.Json;

namespace NsgFlow.Azure.Tests.StandIns;

/// <summary>The stand-in gives tokens as the endpoints of managed identities document it, and refuses as they do.</summary>
public sealed class IdentityStandInTests : IDisposable
{
    private const string Resource = "resource=https%3A%2F%2Fstorage.azure.com";
    private readonly IdentityStandIn _identity = new();
    private readonly HttpClient _client = new();

    public void Dispose()
    {
        _client.Dispose();
        _identity.Dispose();
    }

    [Fact]
    public async Task A_hosted_service_gets_its_token_with_the_header()
    {
        IReadOnlyDictionary<string, string?> environment = _identity.HostedServiceEnvironment;
        string address = $"{environment["IDENTITY_ENDPOINT"]}?api-version=2019-08-01&{Resource}&client_id=abc";

        (HttpStatusCode status, JsonElement answer) = await AskAsync(address, ("X-IDENTITY-HEADER", environment["IDENTITY_HEADER"]!));
        (HttpStatusCode refused, _) = await AskAsync(address);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(_identity.Token, answer.GetProperty("access_token").GetString());
        Assert.Equal("Bearer", answer.GetProperty("token_type").GetString());
        Assert.Equal("abc", answer.GetProperty("client_id").GetString());
        Assert.Equal(HttpStatusCode.Unauthorized, refused);
        Assert.Equal("abc", _identity.Log.Requests[0].Query["client_id"]);
    }

    [Fact]
    public async Task A_virtual_machine_gets_its_token_and_its_probe_an_answer()
    {
        string address = $"{_identity.VirtualMachineEnvironment["AZURE_POD_IDENTITY_AUTHORITY_HOST"]}/metadata/identity/oauth2/token?api-version=2018-02-01&{Resource}";

        (HttpStatusCode probe, _) = await AskAsync(address);
        (HttpStatusCode status, JsonElement answer) = await AskAsync(address, ("Metadata", "true"));
        _identity.HasNoIdentity = true;
        (HttpStatusCode none, JsonElement error) = await AskAsync(address, ("Metadata", "true"));

        Assert.Equal(HttpStatusCode.BadRequest, probe);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(_identity.Token, answer.GetProperty("access_token").GetString());
        Assert.Equal(HttpStatusCode.BadRequest, none);
        Assert.Equal("Identity not found", error.GetProperty("error_description").GetString());
    }

    private async Task<(HttpStatusCode Status, JsonElement Answer)> AskAsync(string address, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        foreach ((string name, string value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using HttpResponseMessage answer = await _client.SendAsync(request);
        using JsonDocument json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return (answer.StatusCode, json.RootElement.Clone());
    }
}
