using System.Management.Automation;
using NsgFlow.Azure.Tests.Azurite;
using NsgFlow.Azure.Tests.Layout;

namespace NsgFlow.Azure.Tests.Commands;

/// <summary>Flows out of a storage account are those that were written into it, by every way in.</summary>
[Collection(OnAzurite.Name)]
public sealed class ReadingTests(AzuriteFixture azurite) : IDisposable
{
    private readonly EngineSession _shell = new();

    public void Dispose() => _shell.Dispose();

    public static TheoryData<string> WaysIn => new("key", "signature", "signature with its mark", "connection string", "connection string with a signature");

    [Theory]
    [MemberData(nameof(WaysIn))]
    public async Task Every_way_in_reads_the_same_flows(string way)
    {
        StorageAccount account = azurite.NewAccount();
        SampledLogs logs = SampledLogs.Make(nics: 2, hours: 2);
        await logs.WriteAsync(account);
        PSObject context = _shell.Call("New-NsgFlowStorageContext", Parameters(account, way)).ThrowIfFailed().Single;

        EngineResult read = _shell.Run("Get-NsgFlowLog -Context $args[0]", context).ThrowIfFailed();

        Assert.Equal(FlowText.Sorted(logs.Flows), FlowText.Sorted(read.As<FlowRecord>()));
    }

    private static (string Name, object? Value)[] Parameters(StorageAccount account, string way) => way switch
    {
        "key" => [("StorageAccountName", account.Name), ("StorageAccountKey", account.Key), ("Endpoint", account.Endpoint.AbsoluteUri)],
        "signature" => [("StorageAccountName", account.Name), ("SasToken", account.Sas()), ("Endpoint", account.Endpoint.AbsoluteUri)],
        "signature with its mark" => [("StorageAccountName", account.Name), ("SasToken", "?" + account.Sas()), ("Endpoint", account.Endpoint.AbsoluteUri)],
        "connection string" => [("ConnectionString", account.ConnectionString)],
        _ => [("ConnectionString", $"BlobEndpoint={account.Endpoint.AbsoluteUri};SharedAccessSignature={account.Sas()}")],
    };
}
