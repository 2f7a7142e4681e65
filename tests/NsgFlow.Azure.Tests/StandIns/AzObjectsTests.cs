using NsgFlow.Azure.Tests.Azurite;
using NsgFlow.Azure.Tests.Layout;

namespace NsgFlow.Azure.Tests.StandIns;

/// <summary>The objects have the properties that scripts know those of Az by, and the secrets where Az keeps them.</summary>
[Collection(OnAzurite.Name)]
public sealed class AzObjectsTests(AzuriteFixture azurite)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_function_gives_a_token_as_text_or_secure(bool secure)
    {
        using EngineSession session = new(manifest: "");
        session.SetVariable("tokenOfTests", "token-text");
        session.SetVariable("secureTokenOfTests", AzObjects.Secure("token-text"));

        EngineResult result = session.Run(
            AzObjects.GetAzAccessToken(secure) + """

            $answer = Get-AzAccessToken -ResourceUrl 'https://storage.azure.com/'
            $answer.Token.GetType().Name
            [System.Net.NetworkCredential]::new('', $answer.Token).Password
            $answer.ExpiresOn -gt [System.DateTimeOffset]::UtcNow
            """).ThrowIfFailed();

        Assert.Equal([secure ? "SecureString" : "String", "token-text", "True"], result.As<string>());
    }

    [Fact]
    public async Task A_listed_blob_names_its_place_and_its_context()
    {
        StorageAccount account = azurite.NewAccount();
        LogBlobWriter writer = (await SampledLogs.Make(nics: 1, hours: 1, kinds: FlowLogKind.VNetV4).WriteAsync(account)).Single();
        using EngineSession session = new(manifest: "");

        EngineResult result = session.Run(
            "param($blob) $blob.Name; $blob.ICloudBlob.Container.Name; $blob.Context.StorageAccountName; $blob.Context.Context.BlobEndPoint; $blob.Length; [string]$blob.BlobClient.Uri",
            AzObjects.Blob(AzObjects.KeyContext(account), writer.Blob)).ThrowIfFailed();

        Assert.Equal(
            [writer.Log.Name, StorageAccount.VNetContainer, account.Name, account.Endpoint.AbsoluteUri, $"{writer.Log.Bytes.Length}", writer.Blob.Uri.ToString()],
            result.As<string>());
    }

    [Fact]
    public void Contexts_hold_their_secret_in_the_connection_string_alone()
    {
        StorageAccount account = azurite.NewAccount();

        Assert.Contains(account.Key, AzObjects.KeyContext(account).ConnectionString, StringComparison.Ordinal);
        Assert.Contains("sig=", AzObjects.SasContext(account, account.Sas()).ConnectionString, StringComparison.Ordinal);
        Assert.DoesNotContain(account.Key, AzObjects.ConnectedContext(account).ConnectionString, StringComparison.Ordinal);
        Assert.Equal("00-0D-3A-1B-C7-21", AzObjects.NetworkInterface("000D3A1BC721").MacAddress);
        Assert.EndsWith("/storageAccounts/x", AzObjects.FlowLog("x", "/subscriptions/s").StorageId, StringComparison.Ordinal);
    }
}
