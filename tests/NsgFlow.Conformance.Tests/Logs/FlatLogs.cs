namespace NsgFlow.Conformance.Tests.Logs;

/// <summary>
/// The logs of two samples side by side in one folder, where names tell nothing and their order is not that of time.
/// </summary>
public sealed class FlatLogs : LogSet
{
    private readonly Lazy<List<string>> _files;

    public FlatLogs()
    {
        _files = new(() =>
        {
            List<string> logs = LogsOf(MakeSample("-Kind NsgV2, VNetV4 -Nic 2 -StartTime 2026-02-28T23:00Z -Duration 2h -Size 220KB -Seed 12"));
            Truth = File.ReadAllText(Folder.File("sample.truth"));
            string flat = Directory.CreateDirectory(Folder.File("flat")).FullName;
            Flatten(logs, flat, "first");
            MakeSample("-Kind VNetV4 -StartTime 2026-03-01T00:00Z -Size 40KB -Seed 13 -Force");
            Flatten([.. LogsOf(Folder.Path).Where(f => !f.StartsWith(flat, StringComparison.Ordinal))], flat, "second");
            return LogsOf(flat);
        });
    }

    /// <summary>What the logs of <see cref="IsFirst"/> were counted to hold while they were written.</summary>
    internal string Truth { get; private set; } = "";

    /// <summary>The logs of the first sample.</summary>
    internal static string IsFirst => "source LIKE '%first.json'";

    internal override string[] Paths => [Path.GetDirectoryName(Files[0])!];

    internal override IReadOnlyList<string> Files => _files.Value;

    internal override LogFacts Facts => SampleFacts.Of(new DateTimeOffset(2026, 2, 28, 23, 40, 0, TimeSpan.Zero), Database);

    private static void Flatten(List<string> logs, string folder, string name)
    {
        for (int i = 0; i < logs.Count; i++)
        {
            File.Move(logs[i], Path.Combine(folder, $"{i * 11 % logs.Count:000}-{name}.json"));
        }
    }
}
