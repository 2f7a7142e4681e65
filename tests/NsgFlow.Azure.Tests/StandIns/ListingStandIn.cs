using System.Globalization;
using System.Text;
using System.Xml;
using Microsoft.AspNetCore.Http;
using NsgFlow.Azure.Tests.Azurite;
using NsgFlow.Azure.Tests.Loopback;

namespace NsgFlow.Azure.Tests.StandIns;

/// <summary>
/// A blob service that answers List Blobs for an account of any size without holding it, and gives an empty log for
/// every blob. It lets everybody in, and logs each request.
/// </summary>
internal sealed class ListingStandIn : IDisposable
{
    private const string EmptyLog = "{\"records\":[]}";
    private const string BlobTag = "\"0x8DD000000000001\"";
    private static readonly DateTimeOffset s_modified = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly LoopbackServer _server;
    private readonly IReadOnlyDictionary<string, LogNames> _containers;

    /// <param name="containers">What there is, by container.</param>
    public ListingStandIn(IReadOnlyDictionary<string, LogNames> containers)
    {
        _containers = containers;
        _server = new LoopbackServer(AnswerAsync);
    }

    /// <summary>Both containers, with as many resources each, a blob for each hour and interface.</summary>
    public static ListingStandIn Of(int resources, int days, DateTime start, int nics = 1) => new(new Dictionary<string, LogNames>
    {
        [StorageAccount.NsgContainer] = LogNames.Nsg(resources, nics, start, days),
        [StorageAccount.VNetContainer] = LogNames.VNet(resources, nics, start, days),
    });

    /// <summary>Of its only account.</summary>
    public string AccountName { get; } = "manylogs";

    /// <summary>The blob endpoint.</summary>
    public Uri Endpoint => new(_server.Endpoint, AccountName);

    public RequestLog Log { get; } = new();

    /// <summary>Whether it has a hierarchical namespace: no delimiter but the slash, and folders among the blobs.</summary>
    public bool IsHierarchical { get; init; }

    /// <summary>What a page holds at most; the service may always give less than it is asked for.</summary>
    public int LargestPage { get; init; } = ListedPage.LargestPage;

    public void Dispose() => _server.Dispose();

    private async Task AnswerAsync(HttpContext context)
    {
        LoggedRequest request = Log.Add(context.Request);
        string[] path = request.Path.Split('/', 4, StringSplitOptions.RemoveEmptyEntries);
        bool isKnown = path.Length > 1 && _containers.ContainsKey(path[1]);
        switch (request.Operation)
        {
            case BlobOperation.ListContainers:
                await WriteAsync(context.Response, writer => WriteContainers(writer));
                break;
            case BlobOperation.ListBlobs or BlobOperation.GetContainer or BlobOperation.GetBlob or BlobOperation.GetBlobProperties when !isKnown:
                await ServiceError.WriteAsync(context.Response, StatusCodes.Status404NotFound, "ContainerNotFound", retryAfter: null);
                break;
            case BlobOperation.ListBlobs when IsHierarchical && request.Query.TryGetValue("delimiter", out string? delimiter) && delimiter != "/":
                await ServiceError.WriteAsync(context.Response, StatusCodes.Status400BadRequest, "InvalidQueryParameterValue", retryAfter: null);
                break;
            case BlobOperation.ListBlobs:
                await ListAsync(context, path[1], request.Query);
                break;
            case BlobOperation.GetBlob or BlobOperation.GetBlobProperties:
                await WriteLogAsync(context);
                break;
            default:
                await ServiceError.WriteAsync(context.Response, StatusCodes.Status501NotImplemented, "NotImplemented", retryAfter: null);
                break;
        }

        request.Status = context.Response.StatusCode;
        request.IsOver = true;
    }

    private async Task ListAsync(HttpContext context, string container, IReadOnlyDictionary<string, string> query)
    {
        string Asked(string key) => query.GetValueOrDefault(key, "");
        int size = Asked("maxresults") is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : ListedPage.LargestPage;
        // The service's markers are of no meaning to a client; so are these.
        string from = Encoding.UTF8.GetString(Convert.FromBase64String(Asked("marker")));
        ListedPage page = ListedPage.Of(
            _containers[container], Asked("prefix"), Asked("delimiter"), from, Math.Min(size, LargestPage), IsHierarchical);
        await WriteAsync(context.Response, writer =>
        {
            writer.WriteAttributeString("ServiceEndpoint", Endpoint + "/");
            writer.WriteAttributeString("ContainerName", container);
            foreach ((string key, string element) in (IEnumerable<(string, string)>)[("prefix", "Prefix"), ("marker", "Marker"), ("maxresults", "MaxResults"), ("delimiter", "Delimiter")])
            {
                if (query.ContainsKey(key))
                {
                    writer.WriteElementString(element, Asked(key));
                }
            }

            writer.WriteStartElement("Blobs");
            foreach (ListedEntry entry in page.Entries)
            {
                WriteEntry(writer, entry);
            }

            writer.WriteEndElement();
            writer.WriteElementString("NextMarker", page.Next is null ? "" : Convert.ToBase64String(Encoding.UTF8.GetBytes(page.Next)));
        });
    }

    private static void WriteEntry(XmlWriter writer, ListedEntry entry)
    {
        writer.WriteStartElement(entry.Kind == ListedEntryKind.Prefix ? "BlobPrefix" : "Blob");
        writer.WriteElementString("Name", entry.Name);
        if (entry.Kind != ListedEntryKind.Prefix)
        {
            bool isDirectory = entry.Kind == ListedEntryKind.Directory;
            writer.WriteStartElement("Properties");
            writer.WriteElementString("Creation-Time", s_modified.ToString("R", CultureInfo.InvariantCulture));
            writer.WriteElementString("Last-Modified", s_modified.ToString("R", CultureInfo.InvariantCulture));
            writer.WriteElementString("Etag", BlobTag.Trim('"'));
            if (isDirectory)
            {
                writer.WriteElementString("ResourceType", "directory");
            }

            writer.WriteElementString("Content-Length", isDirectory ? "0" : EmptyLog.Length.ToString(CultureInfo.InvariantCulture));
            writer.WriteElementString("Content-Type", "application/octet-stream");
            writer.WriteElementString("BlobType", "BlockBlob");
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private void WriteContainers(XmlWriter writer)
    {
        writer.WriteStartElement("Containers");
        foreach (string name in _containers.Keys.Order(StringComparer.Ordinal))
        {
            writer.WriteStartElement("Container");
            writer.WriteElementString("Name", name);
            writer.WriteStartElement("Properties");
            writer.WriteElementString("Last-Modified", s_modified.ToString("R", CultureInfo.InvariantCulture));
            writer.WriteElementString("Etag", BlobTag);
            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
        writer.WriteElementString("NextMarker", "");
    }

    private static async Task WriteLogAsync(HttpContext context)
    {
        context.Response.ContentType = "application/octet-stream";
        context.Response.ContentLength = EmptyLog.Length;
        context.Response.Headers.ETag = BlobTag;
        context.Response.Headers.LastModified = s_modified.ToString("R", CultureInfo.InvariantCulture);
        context.Response.Headers["x-ms-blob-type"] = "BlockBlob";
        if (HttpMethods.IsGet(context.Request.Method))
        {
            await context.Response.WriteAsync(EmptyLog);
        }
    }

    private static async Task WriteAsync(HttpResponse response, Action<XmlWriter> write)
    {
        using var text = new MemoryStream();
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) }))
        {
            writer.WriteStartElement("EnumerationResults");
            write(writer);
            writer.WriteEndElement();
        }

        response.ContentType = "application/xml";
        response.ContentLength = text.Length;
        await response.Body.WriteAsync(text.GetBuffer().AsMemory(0, (int)text.Length));
    }
}
