using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;

namespace NsgFlow.Azure.Tests.Azurite;

/// <summary>The emulator answers as the other tests take it to.</summary>
[Collection(OnAzurite.Name)]
public sealed class AzuriteTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Accounts_are_empty_and_apart()
    {
        StorageAccount first = azurite.NewAccount();
        StorageAccount second = azurite.NewAccount();
        await first.Container("logs").UploadBlobAsync("a", new BinaryData("text"));

        Assert.NotEqual(first.Name, second.Name);
        Assert.Equal(["logs"], first.Service.GetBlobContainers().Select(container => container.Name));
        Assert.Empty(second.Service.GetBlobContainers());
    }

    [Fact]
    public async Task Keys_connection_strings_and_signatures_let_in_and_others_do_not()
    {
        StorageAccount account = azurite.NewAccount();
        await account.Container("logs").UploadBlobAsync("a", new BinaryData("text"));

        Assert.Single(new BlobServiceClient(account.ConnectionString).GetBlobContainers());
        Assert.Single(new BlobContainerClient(new Uri($"{account.Endpoint}/logs?{account.Sas()}")).GetBlobs());
        RequestFailedException expired = Assert.Throws<RequestFailedException>(() =>
            new BlobContainerClient(new Uri($"{account.Endpoint}/logs?{account.Sas(lifetime: TimeSpan.FromMinutes(-5))}")).GetBlobs().ToList());
        Assert.Equal((int)HttpStatusCode.Forbidden, expired.Status);
    }

    [Fact]
    public async Task Https_takes_tokens()
    {
        StorageAccount account = azurite.NewSecureAccount();
        account.Container("logs");
        using HttpClient client = azurite.Certificate.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{account.Endpoint}?comp=list");
        request.Headers.Add("x-ms-version", "2025-11-05");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", TestToken.Make());

        using HttpResponseMessage answer = await client.SendAsync(request);

        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        Assert.Contains("<Name>logs</Name>", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_does_not_trust_the_certificate_gets_nothing()
    {
        StorageAccount account = azurite.NewSecureAccount();
        using var client = new HttpClient();

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(account.Endpoint));
    }

    [Fact]
    public void Its_process_ends_with_the_fixture()
    {
        var fixture = new AzuriteFixture();
        fixture.NewAccount().Container("logs");
        using var process = Process.GetProcessById(fixture.ProcessId);
        Assert.False(process.HasExited);

        fixture.Dispose();

        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void The_lock_file_names_no_place_to_load_from()
    {
        using JsonDocument lockFile = JsonDocument.Parse(File.ReadAllText(Path.Combine(AzuriteInstall.Source, "package-lock.json")));
        JsonProperty[] packages = [.. lockFile.RootElement.GetProperty("packages").EnumerateObject().Where(package => package.Name.Length > 0)];

        Assert.NotEmpty(packages);
        Assert.All(packages, package =>
        {
            Assert.False(package.Value.TryGetProperty("resolved", out _), package.Name);
            Assert.True(package.Value.TryGetProperty("integrity", out _), package.Name);
        });
    }
}
