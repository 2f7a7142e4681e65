using NsgFlow.Layout;
using NsgFlow.Survey;

namespace NsgFlow.Tests.Survey;

public sealed class CoverageReportTests
{
    private const string Mac = "000D3A000001";

    [Fact]
    public void Hours_between_are_missing_and_the_window_is_the_same_for_all()
    {
        var report = new CoverageReport(default, []);
        report.Add(Log(Mac), [Hour(8), Hour(10, isOpen: true)]);
        report.Add(Log("000D3A000002"), [Hour(9)]);

        Assert.Equal(
            [
                (Mac, 8, FlowCoverageStatus.Present), (Mac, 9, FlowCoverageStatus.Missing), (Mac, 10, FlowCoverageStatus.Open),
                ("000D3A000002", 8, FlowCoverageStatus.Missing), ("000D3A000002", 9, FlowCoverageStatus.Present), ("000D3A000002", 10, FlowCoverageStatus.Missing),
            ],
            Rows(report));
    }

    [Fact]
    public void A_window_takes_the_hours_it_lies_in_in_part_and_no_others()
    {
        var report = new CoverageReport(new HourWindow(At(8).AddMinutes(30), At(10)), []);
        report.Add(Log(Mac), [Hour(7), Hour(8), Hour(10)]);

        Assert.Equal([(Mac, 8, FlowCoverageStatus.Present), (Mac, 9, FlowCoverageStatus.Missing)], Rows(report));
    }

    [Fact]
    public void An_interface_without_a_log_is_told_where_it_was_asked_for()
    {
        var report = new CoverageReport(new HourWindow(At(8), At(9)), ["00-0d-3a-00-00-01", "000D3A000009"]);
        report.Add(Log(Mac), [Hour(8)]);

        Assert.Equal([(Mac, 8, FlowCoverageStatus.Present), ("000D3A000009", 8, FlowCoverageStatus.Missing)], Rows(report));
    }

    [Fact]
    public void Two_files_of_an_hour_are_told_as_one_and_two_logs_of_an_interface_as_two()
    {
        var report = new CoverageReport(default, []);
        report.Add(Log(Mac), [new HourCoverage(At(8), At(8).AddMinutes(1), At(8).AddMinutes(30), IsOpen: true, "cut.json")]);
        report.Add(Log(Mac.ToLowerInvariant()), [new HourCoverage(At(8), At(8).AddMinutes(20), At(8).AddMinutes(59), IsOpen: false, "whole.json")]);
        report.Add(Log(Mac, "OTHER"), [Hour(8)]);

        FlowCoverage[] rows = [.. report.Rows()];

        Assert.Equal(2, rows.Length);
        FlowCoverage row = rows.Single(r => r.LogName == "WEB");
        Assert.Equal((FlowCoverageStatus.Present, "whole.json", At(8).AddMinutes(1), At(8).AddMinutes(59)), (row.Status, row.FullName, row.FirstRecord, row.LastRecord));
    }

    [Fact]
    public void Without_logs_there_is_nothing_unless_a_whole_window_is_asked_for()
    {
        Assert.Empty(new CoverageReport(default, [Mac]).Rows());
        Assert.Empty(new CoverageReport(new HourWindow(At(8), null), [Mac]).Rows());
        Assert.Empty(new CoverageReport(new HourWindow(At(8), At(9)), []).Rows());
    }

    private static IEnumerable<(string?, int, FlowCoverageStatus)> Rows(CoverageReport report) =>
        report.Rows().Select(row => (row.MacAddress, row.Hour.Hour, row.Status));

    private static FlowLogPath Log(string mac, string nsg = "WEB") =>
        new() { Family = FlowLogFamily.NetworkSecurityGroup, NetworkSecurityGroup = nsg, MacAddress = mac };

    private static HourCoverage Hour(int hour, bool isOpen = false) => new(At(hour), At(hour), At(hour).AddMinutes(59), isOpen, $"{hour}.json");

    private static DateTimeOffset At(int hour) => new(2026, 1, 15, hour, 0, 0, TimeSpan.Zero);
}
