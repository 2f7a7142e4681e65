using System.Management.Automation;
using NsgFlow.Azure.Tests.Loopback;
using NsgFlow.Azure.Tests.StandIns;

namespace NsgFlow.Azure.Tests.Storage;

/// <summary>What an hour's window costs in an account with a thousand resources and ninety days of logs.</summary>
public sealed class ListingCostTests : IDisposable
{
    private const int Resources = 1000;
    private const int Days = 90;
    private static readonly DateTime s_start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly EngineSession _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void An_hour_costs_two_list_calls_for_each_resource_and_opens_no_other_blob()
    {
        using ListingStandIn account = ListingStandIn.Of(Resources, Days, s_start);

        EngineResult result = Read(account, "-StartTime 2026-02-10T08:00Z -EndTime 2026-02-10T09:00Z");

        Assert.Empty(result.Errors);
        Assert.InRange(account.Log.Count(BlobOperation.ListBlobs), Resources, (2 * Resources * 2) + 20);
        LoggedRequest[] opened = [.. account.Log.Of(BlobOperation.GetBlob)];
        Assert.Equal(2 * 2 * Resources, opened.Length);
        // The hour itself, and the one in which its last flows may have been written.
        Assert.All(opened, request => Assert.Matches("/y=2026/m=02/d=10/h=0[89]/m=00/", request.Path));
        Assert.DoesNotContain(account.Log.Requests, request => request.Operation is BlobOperation.Write or BlobOperation.Other);
    }

    [Fact]
    public void A_window_over_midnight_and_the_turn_of_a_month_costs_no_more()
    {
        using ListingStandIn account = ListingStandIn.Of(100, Days, s_start);

        EngineResult result = Read(account, "-StartTime 2026-01-31T23:00Z -EndTime 2026-02-01T00:00Z");

        Assert.Empty(result.Errors);
        Assert.InRange(account.Log.Count(BlobOperation.ListBlobs), 100, (2 * 100 * 2) + 20);
        Assert.All(account.Log.Of(BlobOperation.GetBlob), request => Assert.Matches("/m=01/d=31/h=23/|/m=02/d=01/h=00/", request.Path));
        Assert.Equal(400, account.Log.Count(BlobOperation.GetBlob));
    }

    [Fact]
    public void One_resource_asked_for_costs_no_listing_of_the_others()
    {
        using ListingStandIn account = ListingStandIn.Of(Resources, Days, s_start);

        EngineResult result = Read(account, "-StartTime 2026-02-10T08:00Z -EndTime 2026-02-10T09:00Z -NetworkSecurityGroup NSG0007 -Container insights-logs-networksecuritygroupflowevent");

        Assert.Empty(result.Errors);
        Assert.InRange(account.Log.Count(BlobOperation.ListBlobs), 1, 20);
        Assert.Equal(2, account.Log.Count(BlobOperation.GetBlob));
    }

    [Fact]
    public void Pages_smaller_than_asked_for_lose_nothing()
    {
        using var account = new ListingStandIn(new Dictionary<string, LogNames>
        {
            [Azurite.StorageAccount.VNetContainer] = LogNames.VNet(resources: 23, nics: 7, s_start, days: 3),
        }) { LargestPage = 5 };

        EngineResult result = Read(account, "-StartTime 2026-01-02T10:00Z -EndTime 2026-01-02T11:00Z");

        Assert.Empty(result.Errors);
        Assert.Equal(23 * 7 * 2, account.Log.Of(BlobOperation.GetBlob).Select(request => request.Path).Distinct().Count());
        Assert.Equal(23 * 7 * 2, account.Log.Count(BlobOperation.GetBlob));
    }

    [Fact]
    public void A_hierarchical_namespace_is_walked_and_tells_what_it_cost()
    {
        using var account = new ListingStandIn(new Dictionary<string, LogNames>
        {
            [Azurite.StorageAccount.NsgContainer] = LogNames.Nsg(resources: 100, nics: 1, s_start, days: 5),
            [Azurite.StorageAccount.VNetContainer] = LogNames.VNet(resources: 100, nics: 1, s_start, days: 5),
        }) { IsHierarchical = true };

        EngineResult result = Read(account, "-StartTime 2026-01-02T10:00Z -EndTime 2026-01-02T11:00Z -Verbose");

        Assert.Empty(result.Errors);
        Assert.Equal(400, account.Log.Count(BlobOperation.GetBlob));
        Assert.All(account.Log.Of(BlobOperation.GetBlob), request => Assert.Matches("/d=02/h=1[01]/", request.Path));
        int lists = account.Log.Count(BlobOperation.ListBlobs);
        Assert.Contains(result.Verbose, line => line.Contains($"{lists}", StringComparison.Ordinal));
    }

    private EngineResult Read(ListingStandIn account, string window)
    {
        PSObject context = _shell.Run(
            "param($name, $endpoint) New-NsgFlowStorageContext -StorageAccountName $name -Endpoint $endpoint -Anonymous",
            account.AccountName,
            account.Endpoint.AbsoluteUri).ThrowIfFailed().Single;
        return _shell.Run($"Get-NsgFlowLog -Context $args[0] -ThrottleLimit 16 {window}", context);
    }
}
