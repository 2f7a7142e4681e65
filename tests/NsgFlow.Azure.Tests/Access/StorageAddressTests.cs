using NsgFlow.Azure.Access;
using NsgFlow.Azure.Listing;

namespace NsgFlow.Azure.Tests.Access;

public sealed class StorageAddressTests
{
    [Theory]
    [InlineData("https://mylogs.blob.core.windows.net", null, "mylogs", "https://mylogs.blob.core.windows.net/")]
    [InlineData("https://mylogs.blob.core.windows.net/?sv=1&sig=secret", null, "mylogs", "https://mylogs.blob.core.windows.net/")]
    [InlineData("http://127.0.0.1:10000/dev", null, "dev", "http://127.0.0.1:10000/dev/")]
    [InlineData("http://127.0.0.1:10000", "dev", "dev", "http://127.0.0.1:10000/dev/")]
    [InlineData("http://localhost:10000/dev/", "dev", "dev", "http://localhost:10000/dev/")]
    [InlineData("https://user:secret@logs.example.com/", "mylogs", "mylogs", "https://logs.example.com/")]
    public void An_endpoint_tells_the_account_and_keeps_no_secret(string endpoint, string? name, string account, string root)
    {
        StorageAddress? address = StorageAddress.At(endpoint, name);

        Assert.Equal(new StorageAddress(account, new Uri(root)), address);
        Assert.Equal(root, address!.Endpoint.AbsoluteUri);
    }

    [Theory]
    [InlineData("ftp://mylogs.blob.core.windows.net")]
    [InlineData("mylogs")]
    [InlineData("http://127.0.0.1:10000")]
    [InlineData("")]
    public void What_is_no_endpoint_is_none(string endpoint) => Assert.Null(StorageAddress.At(endpoint, null));

    [Theory]
    [InlineData("evil.example.com/x")]
    [InlineData("a@b")]
    [InlineData("a.b")]
    [InlineData("")]
    public void What_would_lead_to_another_host_is_no_account(string name) => Assert.False(StorageAddress.IsAccountName(name));

    [Fact]
    public void Sovereign_clouds_have_hosts_of_their_own()
    {
        Assert.Equal("https://logs.blob.core.usgovcloudapi.net/", StorageAddress.InCloud("Logs", Cloud.Find("azureusgovernment")!).Endpoint.AbsoluteUri);
        Assert.Equal("AzureChinaCloud", Cloud.Of(new Uri("https://logs.blob.core.chinacloudapi.cn/")).Name);
        Assert.Same(Cloud.Public, Cloud.Of(new Uri("http://127.0.0.1:1/x")));
    }

    [Theory]
    [InlineData("https://one.blob.core.windows.net/", "https://two.blob.core.windows.net/")]
    [InlineData("https://one-secondary.blob.core.windows.net/", "https://two-secondary.blob.core.windows.net/")]
    [InlineData("http://127.0.0.1:10000/one/", "http://127.0.0.1:10000/two/")]
    public void Another_account_lies_beside_the_first(string endpoint, string expected) =>
        Assert.Equal(expected, StorageAddress.Beside(new Uri(endpoint), "one", "two").AbsoluteUri);

    [Fact]
    public void An_identity_goes_to_another_account_and_a_key_does_not()
    {
        StorageAddress address = StorageAddress.InCloud("one", Cloud.Public);

        Assert.Null(StorageContexts.ForAccount(StorageContexts.WithKey(address, "AAAA"), "two"));
        FlowStorageContext other = StorageContexts.ForAccount(StorageContexts.WithAccessToken(address, "token"), "two")!;
        Assert.Equal("https://two.blob.core.windows.net/", other.BlobEndpoint.AbsoluteUri);
        Assert.Equal("two", other.StorageAccountName);
    }

    [Theory]
    [InlineData("https://a.blob.core.windows.net/c/d/e%20f.json?sv=1&sig=SECRET", "c", "d/e f.json", true)]
    [InlineData("http://127.0.0.1:1/a/c/resourceId=/x/PT1H.json", "c", "resourceId=/x/PT1H.json", false)]
    public void The_address_of_a_blob_is_taken_apart(string address, string container, string name, bool isSigned)
    {
        BlobAddress blob = BlobAddress.Parse(new Uri(address))!;

        Assert.Equal((container, name, "a"), (blob.Container, blob.Name, blob.Account.AccountName));
        Assert.Equal(isSigned, blob.Signature is not null);
        Assert.DoesNotContain("sig", blob.ToListed(StorageContexts.Anonymous(blob.Account)).Url, StringComparison.Ordinal);
        Assert.DoesNotContain("sig", blob.Account.Endpoint.AbsoluteUri, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://a.blob.core.windows.net/c")]
    [InlineData("https://a.blob.core.windows.net/")]
    [InlineData("file:///etc/passwd")]
    public void What_names_no_blob_is_no_address_of_one(string address) => Assert.Null(BlobAddress.Parse(new Uri(address)));
}
