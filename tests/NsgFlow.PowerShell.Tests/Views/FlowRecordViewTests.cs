using NsgFlow.PowerShell.Tests.Commands;
using NsgFlow.PowerShell.Tests.Engine;

namespace NsgFlow.PowerShell.Tests.Views;

public sealed class FlowRecordViewTests : IDisposable
{
    private readonly EngineSession _shell = new(width: 120);

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void The_default_table_fits_120_columns_and_names_the_zone_once()
    {
        string text = _shell.Show(
            "ConvertFrom-NsgFlowTuple $args[0] -Rule DefaultRule_AllowInternetOutBound",
            "1768467601,203.0.113.109,10.200.100.104,51000,3389,T,I,D,B,,,,");

        string[] lines = [.. text.Split('\n').Select(l => l.TrimEnd()).Where(l => l.Length > 0)];
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("Time (UTC)           Decision Direction Protocol Source           Port Destination      Port Rule", lines[0], StringComparison.Ordinal);
        Assert.Equal("2026-01-15 09:00:01Z Deny     Inbound   TCP      203.0.113.109   51000 10.200.100.104   3389 DefaultRule_AllowInternet…", lines[2]);
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 120));
    }

    [Fact]
    public void Numbers_stand_at_the_right_of_their_columns()
    {
        string text = _shell.Show("ConvertFrom-NsgFlowTuple $args", LogText.Tuple(7, destinationPort: 22), LogText.Tuple(59123, destinationPort: 65535));

        string[] rows = [.. text.Split('\n').Where(l => l.StartsWith("2026", StringComparison.Ordinal))];
        Assert.Equal(rows[0].IndexOf("    7 ", StringComparison.Ordinal) + 5, rows[1].IndexOf("59123 ", StringComparison.Ordinal) + 5);
    }
}
