using System.Diagnostics;
using NsgFlow.Azure.Tests.Layout;
using NsgFlow.Azure.Tests.Loopback;
using NsgFlow.Azure.Tests.Proxy;

namespace NsgFlow.Azure.Tests.Storage;

/// <summary>Reads an account again and again while all kinds of faults come at random, for a while.</summary>
internal static class MixedRun
{
    public sealed record Counts(int Readings, int Faults, int Named);

    /// <param name="shell">The account.</param>
    /// <param name="writers">What lies in it, by name, all whole.</param>
    /// <param name="seed">Printed where the run fails.</param>
    /// <param name="share">The part of requests that have a fault.</param>
    /// <param name="time">How long readings are begun.</param>
    public static Counts Run(AccountShell shell, IReadOnlyDictionary<string, LogBlobWriter> writers, int seed, double share, TimeSpan time)
    {
        SampledLog[] logs = [.. writers.Values.Select(writer => writer.Log)];
        var watch = Stopwatch.StartNew();
        int readings = 0;
        int faults = 0;
        int named = 0;
        do
        {
            shell.Proxy.Heal();
            shell.Proxy.Log.Clear();
            shell.Proxy.Add(new RandomFault(
                seed + readings,
                share,
                request => request.Operation is BlobOperation.GetBlob or BlobOperation.ListBlobs or BlobOperation.GetBlockList,
                Kinds(request => writers.TryGetValue(ReadingJudge.NameOf(request.Path), out LogBlobWriter? writer) ? writer.CommitAsync(writer.Log.Minutes) : Task.CompletedTask)));
            EngineResult result = shell.Run("Get-NsgFlowLog -Context $args[0] -ThrottleLimit 8");
            try
            {
                // A listing that failed leaves its blobs out, and is named itself.
                if (!result.Errors.Any(error => IsOfListing(error.TargetObject?.ToString())))
                {
                    named += ReadingJudge.AssertWholeOrNamed(result, logs).Count;
                }
            }
            catch (Exception e)
            {
                throw new InvalidOperationException(
                    $"Seed {seed + readings}: {e.Message}\n{string.Join('\n', shell.Proxy.Log.Requests.Where(request => request.Fault is not null))}", e);
            }

            faults += shell.Proxy.Log.Requests.Count(request => request.Fault is not null);
            readings++;
        }
        while (watch.Elapsed < time);

        shell.Proxy.Heal();
        Assert.True(faults > 0, "No fault came.");
        return new Counts(readings, faults, named);
    }

    private static bool IsOfListing(string? target) => target is not null && !target.EndsWith(".json", StringComparison.Ordinal);

    private static List<Func<Random, Fault>> Kinds(Func<LoggedRequest, Task> recommit) =>
    [
        _ => Fault.InternalError,
        _ => new Fault.Answer(503, "ServerBusy"),
        _ => Fault.ServerBusy,
        _ => new Fault.Answer(429, "TooManyRequests"),
        random => new Fault.Reset(random.NextDouble()),
        random => new Fault.Reset(random.NextDouble()),
        random => new Fault.Truncate(random.NextDouble()),
        random => new Fault.Truncate(random.NextDouble()),
        random => new Fault.Drip(random.NextDouble(), Bytes: 1),
        _ => new Fault.Before(recommit),
        random => new Fault.During(random.NextDouble(), recommit),
        random => new Fault.During(random.NextDouble(), recommit),
    ];
}
