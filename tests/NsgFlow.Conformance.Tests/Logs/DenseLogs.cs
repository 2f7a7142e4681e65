using System.Text;

namespace NsgFlow.Conformance.Tests.Logs;

/// <summary>Logs of <see cref="DenseText"/> in one folder, named outright in an order that is not that of their names.</summary>
public sealed class DenseLogs : LogSet
{
    private const int Seed = 20260115;
    private const int Logs = 24;
    private static readonly DateTimeOffset s_start = new(2026, 1, 15, 20, 0, 0, TimeSpan.Zero);
    private readonly Lazy<List<string>> _files;

    public DenseLogs()
    {
        _files = new(() =>
        {
            var text = new DenseText(Seed);
            List<string> files = [];
            for (int i = 0; i < Logs; i++)
            {
                string file = Folder.File($"{(i * 7) % Logs:00} log.json");
                File.WriteAllText(file, text.Log(s_start, records: 30), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
                files.Add(file);
            }

            return files;
        });
    }

    internal override string[] Paths => [.. Files];

    internal override IReadOnlyList<string> Files => _files.Value;

    internal override LogFacts Facts { get; } = new()
    {
        Address = "10.1.0.4",
        Network = "10.1.0.0/16",
        IPv6Network = "2001:db8::/48",
        Port = 443,
        Rule = "allowWEB",
        NetworkSecurityGroup = "WEB*",
        MacAddress = "000D3A000001",
        Start = s_start.AddMinutes(47),
        End = s_start.AddMinutes(139),
        SubscriptionId = "BBBBBBBB-0000-0000-0000-000000000002",
        ResourceGroup = "rg-one",
    };
}
