using System.Management.Automation;
using NsgFlow.Azure.Tests.Layout;

namespace NsgFlow.Azure.Tests.Storage;

/// <summary>
/// Holds what a reading gave against what lies in the account: blob by blob nothing is lost and nothing comes twice, or
/// an error names the blob, and then what came of it is the beginning of it.
/// </summary>
internal static class ReadingJudge
{
    /// <summary>All flows of all blobs, each blob's in its order, and no error.</summary>
    public static void AssertWhole(EngineResult result, IEnumerable<SampledLog> logs)
    {
        Assert.Empty(result.Errors.Select(Describe));
        AssertWholeOrNamed(result, logs);
    }

    /// <summary>Each blob whole, or named by an error.</summary>
    /// <returns>The blobs that an error names.</returns>
    public static IReadOnlyList<SampledLog> AssertWholeOrNamed(EngineResult result, IEnumerable<SampledLog> logs) =>
        AssertWholeOrNamed(result, logs, log => [log.Flows]);

    /// <param name="result">The reading.</param>
    /// <param name="logs">The blobs.</param>
    /// <param name="versions">What a blob may have been; the reading must give one of them whole.</param>
    public static IReadOnlyList<SampledLog> AssertWholeOrNamed(
        EngineResult result, IEnumerable<SampledLog> logs, Func<SampledLog, IReadOnlyList<IReadOnlyList<FlowRecord>>> versions)
    {
        ILookup<string, string> read = result.As<FlowRecord>().ToLookup(flow => NameOf(flow.Source), FlowText.Of);
        List<SampledLog> named = [];
        List<ErrorRecord> unexplained = [.. result.Errors];
        foreach (SampledLog log in logs)
        {
            List<string> came = [.. read[log.Name]];
            bool isNamed = unexplained.RemoveAll(error => Names(error, log)) > 0;
            List<List<string>> allowed = [.. versions(log).Select(FlowText.Of)];
            if (isNamed)
            {
                named.Add(log);
                Assert.True(allowed.Any(version => version.Take(came.Count).SequenceEqual(came)), $"{log.Name} was read wrongly before its error.");
            }
            else if (allowed.Count == 1)
            {
                Assert.Equal(allowed[0], came);
            }
            else
            {
                Assert.True(allowed.Any(version => version.SequenceEqual(came)), $"{log.Name}: {came.Count} flows are none of its versions, of {string.Join(", ", allowed.Select(v => v.Count))}.");
            }
        }

        Assert.Empty(unexplained.Select(Describe));
        Assert.Empty(read.Select(flows => flows.Key).Except(logs.Select(log => log.Name)));
        return named;
    }

    public static bool Names(ErrorRecord error, SampledLog log) =>
        Uri.UnescapeDataString(error.TargetObject?.ToString() ?? "").EndsWith("/" + log.Name, StringComparison.Ordinal);

    /// <summary>The blob's name within its container, out of what a flow calls its source.</summary>
    public static string NameOf(string? source)
    {
        string path = Uri.UnescapeDataString(source ?? "");
        int at = Math.Max(path.IndexOf("resourceId=", StringComparison.Ordinal), path.IndexOf("flowLogResourceID=", StringComparison.Ordinal));
        return path[Math.Max(0, at)..];
    }

    public static string Describe(ErrorRecord error) => $"{error.FullyQualifiedErrorId} {error.TargetObject}: {error.Exception.Message}";
}
