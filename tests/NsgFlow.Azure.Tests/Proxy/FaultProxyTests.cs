using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Azure;
using Azure.Core;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using NsgFlow.Azure.Tests.Azurite;
using NsgFlow.Azure.Tests.Loopback;

namespace NsgFlow.Azure.Tests.Proxy;

/// <summary>Each fault is what it is called, and whatever has none passes untouched.</summary>
[Collection(OnAzurite.Name)]
public sealed class FaultProxyTests : IDisposable
{
    private const string Blob = "resourceId=/A B/y=2026/ä.json";
    private readonly StorageAccount _account;
    private readonly FaultProxy _proxy;
    private readonly HttpClient _client = new();
    private readonly byte[] _bytes = new byte[300_000];

    public FaultProxyTests(AzuriteFixture azurite)
    {
        _account = azurite.NewAccount();
        _proxy = new FaultProxy(azurite.Endpoint);
        new Random(1).NextBytes(_bytes);
        _account.Container("logs").UploadBlob(Blob, new BinaryData(_bytes));
    }

    private string Address => $"{_account.EndpointThrough(_proxy.Endpoint)}/logs/{Uri.EscapeDataString(Blob).Replace("%2F", "/", StringComparison.Ordinal)}?{_account.Sas()}";

    public void Dispose()
    {
        _client.Dispose();
        _proxy.Dispose();
    }

    [Fact]
    public async Task What_has_no_fault_passes_untouched_with_key_and_signature()
    {
        BlobContainerClient container = Client().GetBlobContainerClient("logs");

        Assert.Equal([Blob], container.GetBlobs().Select(blob => blob.Name));
        Assert.Equal(_bytes, (await container.GetBlobClient(Blob).DownloadContentAsync()).Value.Content.ToArray());
        Assert.Equal(_bytes, await _client.GetByteArrayAsync(Address));
        await container.UploadBlobAsync("new", new BinaryData("text"));
        await container.DeleteBlobAsync("new");
        Assert.Equal(_bytes.Length, (await container.GetBlobClient(Blob).GetPropertiesAsync()).Value.ContentLength);
    }

    [Fact]
    public async Task Requests_are_logged_by_operation_and_without_signature()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address);
        request.Headers.Add("x-ms-range", "bytes=100-199");
        request.Headers.IfMatch.Add(new System.Net.Http.Headers.EntityTagHeaderValue("\"no\""));
        await _client.SendAsync(request);
        Assert.Single(Client().GetBlobContainerClient("logs").GetBlobs());

        LoggedRequest read = _proxy.Log.Requests[0];
        Assert.Equal((BlobOperation.GetBlob, 100L, "\"no\"", 412), (read.Operation, read.Offset, read.IfMatch, read.Status));
        Assert.True(read.IsFor(Blob));
        Assert.DoesNotContain("sig=", read.ToString(), StringComparison.Ordinal);
        Assert.Contains("sp=rl", read.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, _proxy.Log.Count(BlobOperation.ListBlobs));
    }

    [Theory]
    [InlineData(500, "InternalError", null)]
    [InlineData(503, "ServerBusy", 1)]
    [InlineData(429, "TooManyRequests", 1)]
    public async Task An_answer_comes_in_place_of_the_services(int status, string code, int? retryAfter)
    {
        _proxy.On(BlobOperation.GetBlob, new Fault.Answer(status, code, retryAfter), skip: 1, times: 2);
        List<int> statuses = [];
        for (int i = 0; i < 4; i++)
        {
            using HttpResponseMessage answer = await _client.GetAsync(Address);
            statuses.Add((int)answer.StatusCode);
            if (i == 1)
            {
                Assert.Equal(code, answer.Headers.GetValues("x-ms-error-code").Single());
                Assert.Equal(retryAfter, (int?)answer.Headers.RetryAfter?.Delta?.TotalSeconds);
            }
        }

        Assert.Equal([200, status, status, 200], statuses);
    }

    [Fact]
    public async Task The_client_of_Azure_retries_over_it()
    {
        _proxy.On(BlobOperation.GetBlob, Fault.InternalError, times: 2);

        Assert.Equal(_bytes, (await Client().GetBlobContainerClient("logs").GetBlobClient(Blob).DownloadContentAsync()).Value.Content.ToArray());
        Assert.Equal(3, _proxy.Log.Count(BlobOperation.GetBlob));
    }

    [Fact]
    public async Task A_reset_ends_the_body_with_a_reset()
    {
        _proxy.On(BlobOperation.GetBlob, new Fault.Reset(0.5));

        (byte[] read, Exception? error) = await ReadAsync();

        Assert.True(read.Length <= _bytes.Length / 2);
        Assert.Equal(SocketError.ConnectionReset, InnerMost<SocketException>(error).SocketErrorCode);
        Assert.Equal(_bytes.AsSpan(0, read.Length).ToArray(), read);
        Assert.Null((await ReadAsync()).Error);
    }

    [Fact]
    public async Task A_truncated_body_ends_too_early_without_a_reset()
    {
        _proxy.On(BlobOperation.GetBlob, new Fault.Truncate(0.25));

        (byte[] read, Exception? error) = await ReadAsync();

        Assert.True(read.Length <= _bytes.Length / 4);
        Assert.Equal(HttpRequestError.ResponseEnded, InnerMost<HttpIOException>(error).HttpRequestError);
    }

    [Fact]
    public async Task A_stalled_body_stays_until_the_client_goes()
    {
        _proxy.On(BlobOperation.GetBlob, new Fault.Stall(0.5));
        using var stop = new CancellationTokenSource();
        using HttpResponseMessage answer = await _client.GetAsync(Address, HttpCompletionOption.ResponseHeadersRead);
        await using Stream body = await answer.Content.ReadAsStreamAsync();
        var half = new byte[_bytes.Length / 2];
        await body.ReadExactlyAsync(half);

        Task<int> next = body.ReadAsync(half, stop.Token).AsTask();
        Assert.NotSame(next, await Task.WhenAny(next, Task.Delay(300)));
        Assert.False(_proxy.Log.Requests[^1].IsOver);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        answer.Dispose();
        Assert.True(SpinWait.SpinUntil(() => _proxy.Log.Requests[^1].IsOver, TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task A_dripping_body_comes_byte_by_byte_and_then_whole()
    {
        _proxy.On(BlobOperation.GetBlob, new Fault.Drip(0.5, Bytes: 2));
        var watch = Stopwatch.StartNew();

        (byte[] read, Exception? error) = await ReadAsync();

        Assert.Null(error);
        Assert.Equal(_bytes, read);
        Assert.True(watch.Elapsed >= TimeSpan.FromSeconds(1.9), watch.Elapsed.ToString());
    }

    [Fact]
    public async Task The_blob_can_change_between_list_and_read_and_vanish()
    {
        BlobClient blob = _account.Container("logs").GetBlobClient(Blob);
        ETag first = (await blob.GetPropertiesAsync()).Value.ETag;
        _proxy.On(BlobOperation.GetBlob, new Fault.Before(_ => blob.UploadAsync(new BinaryData("other"), overwrite: true)));
        _proxy.On(BlobOperation.GetBlob, new Fault.Before(_ => blob.DeleteAsync()), skip: 1);

        RequestFailedException changed = await Assert.ThrowsAsync<RequestFailedException>(() =>
            Client().GetBlobContainerClient("logs").GetBlobClient(Blob).DownloadStreamingAsync(new BlobDownloadOptions { Conditions = new BlobRequestConditions { IfMatch = first } }));
        using HttpResponseMessage gone = await _client.GetAsync(Address);

        Assert.Equal(412, changed.Status);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task The_blob_can_change_during_the_read()
    {
        BlobClient blob = _account.Container("logs").GetBlobClient(Blob);
        _proxy.On(BlobOperation.GetBlob, new Fault.During(0.5, _ => blob.UploadAsync(new BinaryData("other"), overwrite: true)));

        (byte[] read, Exception? error) = await ReadAsync();

        Assert.NotNull(error);
        Assert.Equal(_bytes.AsSpan(0, read.Length).ToArray(), read);
        Assert.Equal("other", await _client.GetStringAsync(Address));
    }

    [Fact]
    public async Task Latency_is_added_to_each_round_trip_and_runs_in_parallel()
    {
        _proxy.Latency = TimeSpan.FromMilliseconds(300);
        var watch = Stopwatch.StartNew();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _client.GetByteArrayAsync(Address)));

        Assert.True(watch.Elapsed >= TimeSpan.FromMilliseconds(300));
        Assert.Equal(8, _proxy.Log.Count(BlobOperation.GetBlob));
    }

    [Fact]
    public void Random_faults_are_the_same_for_the_same_seed()
    {
        List<Func<Random, Fault>> kinds = [_ => Fault.InternalError, random => new Fault.Reset(random.NextDouble())];
        LoggedRequest[] requests = [.. Enumerable.Range(1, 200).Select(i => new LoggedRequest(i, new Microsoft.AspNetCore.Http.DefaultHttpContext().Request))];
        List<Fault?> Draw(int seed)
        {
            var rule = new RandomFault(seed, 0.3, _ => true, kinds);
            return [.. requests.Select(rule.For)];
        }

        Assert.Equal(Draw(1), Draw(1));
        Assert.NotEqual(Draw(1), Draw(2));
        Assert.InRange(Draw(1).Count(fault => fault is not null), 30, 90);
        Assert.Equal(2, Draw(1).OfType<Fault>().Select(fault => fault.GetType()).Distinct().Count());
    }

    private BlobServiceClient Client() => new(
        _account.ConnectionStringTo(_account.EndpointThrough(_proxy.Endpoint)),
        new BlobClientOptions { Retry = { Delay = TimeSpan.FromMilliseconds(10), MaxRetries = 3, Mode = RetryMode.Fixed } });

    private async Task<(byte[] Read, Exception? Error)> ReadAsync()
    {
        using HttpResponseMessage answer = await _client.GetAsync(Address, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(_bytes.Length, answer.Content.Headers.ContentLength);
        using var read = new MemoryStream();
        await using Stream body = await answer.Content.ReadAsStreamAsync();
        Exception? error = await Record.ExceptionAsync(() => body.CopyToAsync(read));
        return (read.ToArray(), error);
    }

    private static T InnerMost<T>(Exception? error)
        where T : Exception
    {
        while (error is not null and not T)
        {
            error = error.InnerException;
        }

        return Assert.IsType<T>(error);
    }
}
