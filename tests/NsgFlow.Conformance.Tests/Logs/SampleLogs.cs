namespace NsgFlow.Conformance.Tests.Logs;

/// <summary>All formats in Azure's folders: two subscriptions, over midnight, with IPv6.</summary>
public sealed class SampleLogs : LogSet
{
    private readonly Lazy<List<string>> _files;

    public SampleLogs()
    {
        _files = new(() =>
        {
            MakeSample("-Kind NsgV1, NsgV2, VNetV4 -Nic 2 -StartTime 2026-01-15T22:30Z -Duration 3h -Size 400KB -Seed 5");
            return LogsOf(MakeSample("-Kind NsgV2, VNetV4 -Nic 1 -StartTime 2026-01-15T23:30Z -Duration 1h -Size 80KB -Seed 6 -Force"));
        });
    }

    internal override string[] Paths
    {
        get
        {
            _ = Files;
            return [Folder.Path];
        }
    }

    internal override IReadOnlyList<string> Files => _files.Value;

    internal override LogFacts Facts => SampleFacts.Of(new DateTimeOffset(2026, 1, 15, 23, 10, 0, TimeSpan.Zero), Database);
}
