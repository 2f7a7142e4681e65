using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace NsgFlow.Azure.Tests.Loopback;

/// <summary>A request as the log keeps it: without signature and without header that lets in.</summary>
internal sealed class LoggedRequest
{
    public LoggedRequest(int number, HttpRequest request)
    {
        Number = number;
        Method = request.Method;
        Path = request.Path.Value!;
        Query = request.Query.Where(pair => pair.Key != "sig").ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);
        Operation = BlobOperations.Of(request);
        string range = request.Headers["x-ms-range"].ToString() is { Length: > 0 } given ? given : request.Headers.Range.ToString();
        Offset = range.Length == 0 ? 0 : long.Parse(range["bytes=".Length..range.IndexOf('-', StringComparison.Ordinal)], CultureInfo.InvariantCulture);
        IfMatch = request.Headers.IfMatch.ToString() is { Length: > 0 } match ? match : null;
    }

    /// <summary>Counted from 1 in the order of arrival.</summary>
    public int Number { get; }

    public string Method { get; }

    /// <summary>Unescaped.</summary>
    public string Path { get; }

    public IReadOnlyDictionary<string, string> Query { get; }

    public BlobOperation Operation { get; }

    /// <summary>Where the range that was asked for begins.</summary>
    public long Offset { get; }

    public string? IfMatch { get; }

    /// <summary>The status answered; 0 where the connection ended before one was.</summary>
    public int Status { get; set; }

    /// <summary>Bytes of the body sent on.</summary>
    public long Bytes { get; set; }

    /// <summary>What was done to it, or null.</summary>
    public string? Fault { get; set; }

    /// <summary>Whether it has been answered or given up.</summary>
    public bool IsOver { get; set; }

    public bool IsFor(string blobName) => Path.EndsWith("/" + blobName, StringComparison.Ordinal);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Number} {Method} {Path}?{string.Join('&', Query.Select(pair => pair.Key + "=" + pair.Value))} from {Offset} {IfMatch} -> {Status}, {Bytes} bytes {Fault}");
}
