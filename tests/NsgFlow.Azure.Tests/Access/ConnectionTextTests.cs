using NsgFlow.Azure.Access;

namespace NsgFlow.Azure.Tests.Access;

public sealed class ConnectionTextTests
{
    [Theory]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=logs;AccountKey=AAAA;EndpointSuffix=core.windows.net", "https://logs.blob.core.windows.net/", FlowStorageAuthentication.AccountKey)]
    [InlineData("AccountName=logs;AccountKey=AA==;EndpointSuffix=core.chinacloudapi.cn;", "https://logs.blob.core.chinacloudapi.cn/", FlowStorageAuthentication.AccountKey)]
    [InlineData("BlobEndpoint=https://logs.blob.core.windows.net/;SharedAccessSignature=sv=2021&sig=a%3D", "https://logs.blob.core.windows.net/", FlowStorageAuthentication.SasToken)]
    [InlineData("UseDevelopmentStorage=true", "http://127.0.0.1:10000/devstoreaccount1/", FlowStorageAuthentication.AccountKey)]
    public void A_connection_string_tells_the_account_and_the_way_in(string text, string endpoint, FlowStorageAuthentication way)
    {
        FlowStorageContext context = ConnectionText.Parse(text)!;

        Assert.Equal(endpoint, context.BlobEndpoint.AbsoluteUri);
        Assert.Equal(way, context.Authentication);
    }

    [Theory]
    [InlineData("")]
    [InlineData("AccountName=logs")]
    [InlineData("AccountKey=AAAA")]
    [InlineData("TableEndpoint=https://logs.table.core.windows.net/;SharedAccessSignature=x")]
    [InlineData("AccountName=evil.example.com/;AccountKey=AAAA")]
    public void What_opens_no_blobs_is_none(string text) => Assert.Null(ConnectionText.Parse(text));

    [Fact]
    public void A_key_that_is_no_base64_is_told() => Assert.Throws<FormatException>(() => ConnectionText.Parse("AccountName=logs;AccountKey=not base64"));
}
