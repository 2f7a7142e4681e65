using NsgFlow.Azure.Access;
using NsgFlow.Azure.Faults;

namespace NsgFlow.Azure.Tests.Access;

public sealed class ConnectedAccountTokenTests
{
    private readonly ConnectedAccountToken _token = new();

    [Fact]
    public async Task A_worker_waits_until_the_pipeline_brings_a_token()
    {
        Task<(string Token, DateTimeOffset)> worker = _token.GetAsync(CancellationToken.None).AsTask();
        Assert.True(_token.IsWanted);
        Assert.False(worker.IsCompleted);

        _token.Set("text", DateTimeOffset.UtcNow.AddHours(1));

        Assert.Equal("text", (await worker).Token);
        Assert.False(_token.IsWanted);
        Assert.False(_token.IsMissing);
    }

    [Fact]
    public async Task A_token_that_has_ended_is_not_given()
    {
        _token.Set("old", DateTimeOffset.UtcNow.AddMilliseconds(-1));
        Task<(string Token, DateTimeOffset)> worker = _token.GetAsync(CancellationToken.None).AsTask();

        Assert.True(_token.IsMissing);
        Assert.False(worker.IsCompleted);
        _token.Set("new", DateTimeOffset.UtcNow.AddHours(1));

        Assert.Equal("new", (await worker).Token);
    }

    [Fact]
    public async Task Where_the_pipeline_brings_none_the_worker_is_told_why()
    {
        Task<(string, DateTimeOffset)> worker = _token.GetAsync(CancellationToken.None).AsTask();

        _token.Fail(new StorageException(new StorageFault { Kind = StorageFaultKind.StorageNoCredential, Target = "x", Detail = "gone" }));

        Assert.Equal("gone", (await Assert.ThrowsAsync<StorageException>(() => worker)).Message);
        Assert.False(_token.IsWanted);
        Assert.True(_token.IsMissing);
    }

    [Fact]
    public async Task Cancelling_ends_the_waiting()
    {
        using var stop = new CancellationTokenSource();
        Task<(string, DateTimeOffset)> worker = _token.GetAsync(stop.Token).AsTask();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => worker);
    }
}
