using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using NsgFlow.Azure.Tests.Azurite;
using NsgFlow.Azure.Tests.Loopback;

namespace NsgFlow.Azure.Tests.StandIns;

/// <summary>The stand-in lists as the service does: the same names as a flat account of that size would have.</summary>
public sealed class ListingStandInTests
{
    private static readonly DateTime s_start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Names_come_in_order_and_each_once()
    {
        LogNames names = LogNames.Nsg(resources: 7, nics: 2, s_start, days: 2);
        string[] all = [.. Enumerable.Range(0, (int)names.Count).Select(i => names[i])];

        Assert.Equal(7 * 2 * 48, all.Distinct().Count());
        Assert.Equal(all.Order(StringComparer.Ordinal), all);
        Assert.Equal(5, names.Find(all[5]));
        Assert.Equal(6, names.Find(all[5] + "x"));
        Assert.Equal(0, names.Find(""));
        Assert.Equal(names.Count, names.Find("s"));
        Assert.Equal(96, names.FindBehind(all[0][..(all[0].IndexOf("/y=", StringComparison.Ordinal) + 1)]));
    }

    [Fact]
    public void A_flat_listing_has_every_name_in_pages()
    {
        using ListingStandIn account = ListingStandIn.Of(resources: 30, days: 4, s_start, nics: 2);

        List<BlobItem> blobs = [.. Container(account).GetBlobs()];

        LogNames names = LogNames.VNet(30, 2, s_start, 4);
        Assert.Equal(Enumerable.Range(0, (int)names.Count).Select(i => names[i]), blobs.Select(blob => blob.Name));
        Assert.Equal(2, account.Log.Count(BlobOperation.ListBlobs));
        Assert.All(blobs, blob => Assert.Equal(BlobType.Block, blob.Properties.BlobType));
    }

    [Fact]
    public void A_delimiter_of_several_characters_lists_resources_in_pages()
    {
        using ListingStandIn account = ListingStandIn.Of(resources: 1000, days: 90, s_start);

        List<BlobHierarchyItem> resources = [.. Container(account).GetBlobsByHierarchy(new GetBlobsByHierarchyOptions { Delimiter = "/y=" })];

        Assert.Equal(1000, resources.Count);
        Assert.All(resources, resource => Assert.EndsWith("/y=", resource.Prefix, StringComparison.Ordinal));
        Assert.Equal(1, account.Log.Count(BlobOperation.ListBlobs));

        List<BlobHierarchyItem> paged = [.. Container(account).GetBlobsByHierarchy(new GetBlobsByHierarchyOptions { Delimiter = "/y=" }).AsPages(pageSizeHint: 300).SelectMany(page => page.Values)];
        Assert.Equal(resources.Select(resource => resource.Prefix), paged.Select(resource => resource.Prefix));
        Assert.Equal(1 + 4, account.Log.Count(BlobOperation.ListBlobs));
    }

    [Fact]
    public void A_prefix_lists_one_hour()
    {
        using ListingStandIn account = ListingStandIn.Of(resources: 1000, days: 90, s_start, nics: 3);
        string prefix = LogNames.VNet(1000, 3, s_start, 90)[0].Replace("/d=01/h=00/", "/d=09/h=13/", StringComparison.Ordinal)[..^"00/PT1H.json".Length];

        List<BlobItem> blobs = [.. Container(account).GetBlobs(new GetBlobsOptions { Prefix = prefix })];

        Assert.Equal(3, blobs.Count);
        Assert.All(blobs, blob => Assert.Contains("/d=09/h=13/", blob.Name, StringComparison.Ordinal));
    }

    [Fact]
    public void A_hierarchical_namespace_takes_the_slash_alone_and_lists_folders_too()
    {
        using var account = new ListingStandIn(new Dictionary<string, LogNames> { [StorageAccount.VNetContainer] = LogNames.VNet(3, 1, s_start, 1) }) { IsHierarchical = true };

        RequestFailedException refused = Assert.Throws<RequestFailedException>(() =>
            Container(account).GetBlobsByHierarchy(new GetBlobsByHierarchyOptions { Delimiter = "/y=" }).ToList());
        List<BlobHierarchyItem> top = [.. Container(account).GetBlobsByHierarchy(new GetBlobsByHierarchyOptions { Delimiter = "/" })];
        List<BlobItem> whole = [.. Container(account).GetBlobs()];
        List<BlobItem> paged = [.. Container(account).GetBlobs().AsPages(pageSizeHint: 7).SelectMany(page => page.Values)];

        Assert.Equal(400, refused.Status);
        Assert.Equal("flowLogResourceID=/", Assert.Single(top).Prefix);
        Assert.Equal(3 * 24, whole.Count(blob => blob.Name.EndsWith("/PT1H.json", StringComparison.Ordinal)));
        Assert.Contains(whole, blob => blob.Name.EndsWith("/h=23/m=00", StringComparison.Ordinal) && blob.Properties.ContentLength == 0);
        Assert.Equal(whole.Select(blob => blob.Name).Order(StringComparer.Ordinal).Distinct(), whole.Select(blob => blob.Name));
        Assert.Equal(whole.Select(blob => blob.Name), paged.Select(blob => blob.Name));
    }

    [Fact]
    public async Task Blobs_are_empty_logs_and_other_containers_are_not_there()
    {
        using ListingStandIn account = ListingStandIn.Of(resources: 1, days: 1, s_start);
        BlobItem blob = Container(account).GetBlobs().First();

        BlobDownloadResult read = await Container(account).GetBlobClient(blob.Name).DownloadContentAsync();

        Assert.Equal("{\"records\":[]}", read.Content.ToString());
        Assert.Equal(blob.Properties.ETag!.Value.ToString("H"), read.Details.ETag.ToString("H"));
        Assert.Equal(1, account.Log.Count(BlobOperation.GetBlob));
        RequestFailedException missing = Assert.Throws<RequestFailedException>(() => Container(account, "other").GetBlobs().ToList());
        Assert.Equal(BlobErrorCode.ContainerNotFound, missing.ErrorCode);
        Assert.Equal(2, new BlobServiceClient(account.Endpoint).GetBlobContainers().Count());
    }

    private static BlobContainerClient Container(ListingStandIn account, string name = StorageAccount.VNetContainer) =>
        new BlobServiceClient(account.Endpoint).GetBlobContainerClient(name);
}
