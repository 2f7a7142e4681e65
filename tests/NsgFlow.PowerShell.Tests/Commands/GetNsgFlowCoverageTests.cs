using System.Management.Automation;
using NsgFlow.PowerShell.Tests.Engine;

namespace NsgFlow.PowerShell.Tests.Commands;

public sealed class GetNsgFlowCoverageTests : IDisposable
{
    private readonly EngineSession _shell = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _shell.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Each_hour_from_the_first_to_the_last_is_present_open_or_missing()
    {
        string whole = _folder.Write(LogTree.Nsg(7), LogTree.Text(7, 1, 30, 59));
        _folder.Write(LogTree.Nsg(9), LogTree.Text(9, 2, 3)[..^2]);

        IReadOnlyList<PSObject> hours = _shell.Run("Get-NsgFlowCoverage $args[0]", _folder.Path).ThrowIfFailed().Output;

        Assert.Equal("NsgFlow.FlowCoverage", hours[0].BaseObject.GetType().FullName);
        Assert.Equal([7, 8, 9], hours.Select(hour => hour.Get<DateTimeOffset>("Hour").Hour));
        Assert.Equal(["Present", "Missing", "Open"], hours.Select(hour => hour.Get<string>("Status")));
        Assert.Equal(LogTree.Mac, hours[1].Get<string>("MacAddress"));
        Assert.Equal("WEB", hours[1].Get<string>("NetworkSecurityGroup"));
        Assert.Null(hours[1].Properties["FirstRecord"].Value);
        Assert.Null(hours[1].Properties["FullName"].Value);
        Assert.Equal(whole, hours[0].Get<string>("FullName"));
        Assert.Equal(At(7, 1), hours[0].Get<DateTimeOffset>("FirstRecord"));
        Assert.Equal(At(7, 59), hours[0].Get<DateTimeOffset>("LastRecord"));
        Assert.Equal(At(9, 3), hours[2].Get<DateTimeOffset>("LastRecord"));
    }

    [Fact]
    public void Gaps_of_a_window_are_told_alone()
    {
        _folder.Write(LogTree.Nsg(9), LogTree.Text(9, 0));
        _folder.Write(LogTree.VNet(10), LogTree.Text(10, 0));

        EngineResult result = _shell.Run("Get-NsgFlowCoverage $args[0] -StartTime 2026-01-15T08:30Z -EndTime 2026-01-15T11:00Z -Gap", _folder.Path).ThrowIfFailed();

        Assert.Equal(["FL 8", "FL 9", "WEB 8", "WEB 10"], result.Output.Select(hour => $"{hour.Get<string>("LogName")} {hour.Get<DateTimeOffset>("Hour").Hour}"));
        Assert.All(result.Values<string>("Status"), status => Assert.Equal("Missing", status));
    }

    [Fact]
    public void Last_ends_now_and_names_an_interface_that_has_no_log()
    {
        _folder.Write(LogTree.Nsg(9), LogTree.Text(9, 0));

        EngineResult result = _shell.Run("Get-NsgFlowCoverage $args[0] -Last 3h -MacAddress 000D3A000001", _folder.Path).ThrowIfFailed();

        Assert.InRange(result.Output.Count, 3, 4);
        Assert.All(result.Values<string>("Status"), status => Assert.Equal("Missing", status));
        Assert.Contains("2026-01-15 09:00Z", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_compressed_log_is_read_through_for_its_times_and_its_end()
    {
        _folder.WriteGzip(LogTree.Nsg(7, name: "PT1H.json.gz"), LogTree.Text(7, 1, 58));
        _folder.WriteGzip(LogTree.Nsg(8, name: "PT1H.json.gz"), LogTree.Text(8, 4, 5)[..^1]);

        IReadOnlyList<PSObject> hours = _shell.Run("Get-NsgFlowCoverage $args[0]", _folder.Path).ThrowIfFailed().Output;

        Assert.Equal(["Present", "Open"], hours.Select(hour => hour.Get<string>("Status")));
        Assert.Equal([At(7, 1), At(8, 4)], hours.Select(hour => hour.Get<DateTimeOffset>("FirstRecord")));
        Assert.Equal([At(7, 58), At(8, 5)], hours.Select(hour => hour.Get<DateTimeOffset>("LastRecord")));
    }

    [Fact]
    public void A_compressed_log_cut_short_is_open()
    {
        string path = _folder.WriteGzip(LogTree.Nsg(7, name: "PT1H.json.gz"), LogTree.Text(7, [.. Enumerable.Range(0, 60)]));
        using (FileStream file = File.OpenWrite(path))
        {
            file.SetLength(file.Length - 30);
        }

        Assert.Equal(["Open"], _shell.Run("Get-NsgFlowCoverage $args[0]", _folder.Path).ThrowIfFailed().Values<string>("Status"));
    }

    [Fact]
    public void A_file_outside_of_the_layout_covers_the_hours_of_its_records()
    {
        _folder.Write("a.json", "{\"records\":[" + LogTree.Text(7, 30, 40)[12..^2] + "," + LogTree.Text(9, 5)[12..^2]);

        IReadOnlyList<PSObject> hours = _shell.Run("Get-NsgFlowCoverage $args[0]", _folder.Path).ThrowIfFailed().Output;

        Assert.Equal(["Present", "Missing", "Open"], hours.Select(hour => hour.Get<string>("Status")));
        Assert.Equal(At(7, 40), hours[0].Get<DateTimeOffset>("LastRecord"));
        Assert.Equal(At(9, 5), hours[2].Get<DateTimeOffset>("FirstRecord"));
    }

    [Fact]
    public void The_times_of_a_long_record_are_found_far_from_the_end_of_the_file()
    {
        string tuples = string.Join("\",\"", Enumerable.Range(0, 20_000).Select(i => LogText.Tuple(i)));
        _folder.Write(LogTree.Nsg(9), LogTree.Text(9, 1, 2).Replace(LogText.Tuple(2), tuples, StringComparison.Ordinal));

        PSObject hour = _shell.Run("Get-NsgFlowCoverage $args[0]", _folder.Path).ThrowIfFailed().Single;

        Assert.Equal("Present", hour.Get<string>("Status"));
        Assert.Equal(At(9, 2), hour.Get<DateTimeOffset>("LastRecord"));
    }

    [Fact]
    public void Objects_of_the_survey_and_paths_are_taken_alike()
    {
        _folder.Write(LogTree.Nsg(9), LogTree.Text(9, 0));
        _folder.Write(LogTree.VNet(10), LogTree.Text(10, 0));

        IReadOnlyList<string> byPath = _shell.Run("Get-NsgFlowCoverage $args[0]", _folder.Path).ThrowIfFailed().Values<string>("FullName");

        Assert.Equal(4, byPath.Count);
        Assert.Equal(byPath, _shell.Run("Get-NsgFlowLogFile $args[0] | Get-NsgFlowCoverage", _folder.Path).ThrowIfFailed().Values<string>("FullName"));
        Assert.Equal([0], _shell.Run("Get-NsgFlowCoverage $args[0] | Where-Object Status -eq Present | Get-NsgFlowLog | ForEach-Object SourcePort", _folder.File("resourceId=")).ThrowIfFailed().As<int>());
    }

    [Fact]
    public void The_table_is_grouped_by_interface_and_fits_120_columns()
    {
        _folder.Write(LogTree.Nsg(9), LogTree.Text(9, 0));
        _folder.Write(LogTree.Nsg(9, "000D3A000002"), LogTree.Text(9, 0));

        string text = _shell.Show("Get-NsgFlowCoverage $args[0]", _folder.Path).ReplaceLineEndings("\n");

        Assert.Contains("MacAddress: 000D3A000001", text, StringComparison.Ordinal);
        Assert.Contains("MacAddress: 000D3A000002", text, StringComparison.Ordinal);
        Assert.Contains("2026-01-15 09:00:00Z Present  2026-01-15 09:00:00Z 2026-01-15 09:00:00Z WEB", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 120));
    }

    private static DateTimeOffset At(int hour, int minute) => new(2026, 1, 15, hour, minute, 0, TimeSpan.Zero);
}
