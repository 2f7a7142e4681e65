using System.Management.Automation;
using NsgFlow.PowerShell.Tests.Engine;

namespace NsgFlow.PowerShell.Tests.Commands;

public sealed class MeasureNsgFlowTests : IDisposable
{
    private readonly EngineSession _shell = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _shell.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("Measure-NsgFlow $args[0]")]
    [InlineData("Measure-NsgFlow -LiteralPath $args[0] -ThrottleLimit 1")]
    [InlineData("Get-NsgFlowLog $args[0] | Measure-NsgFlow")]
    [InlineData("Get-NsgFlowLogFile $args[0] | Measure-NsgFlow")]
    public void A_total_of_files_and_of_records(string script)
    {
        Write();

        PSObject total = _shell.Run(script, _folder.Path).ThrowIfFailed().Single;

        Assert.Equal("NsgFlow.FlowSummary", total.BaseObject.GetType().FullName);
        Assert.Equal(6, total.Get<long>("Rows"));
        Assert.Equal(4, total.Get<long>("Flows"));
        Assert.Equal(1, total.Get<long>("Denied"));
        Assert.Equal(1, total.Get<long>("Continued"));
        Assert.Equal(30, total.Get<long>("BytesSent"));
        Assert.Equal(70, total.Get<long>("Bytes"));
        Assert.Equal(0, total.Get<long>("UnknownCounters"));
        Assert.Equal(string.Empty, total.Get<string>("Key"));
        Assert.Equal(new DateTimeOffset(2026, 1, 15, 9, 0, 1, TimeSpan.Zero), total.Get<DateTimeOffset>("FirstSeen"));
        Assert.Null(total.Properties["Distinct"].Value);
        Assert.Null(total.Properties["ErrorBound"].Value);
    }

    [Fact]
    public void Groups_have_typed_keys_under_the_names_of_their_fields()
    {
        Write();

        EngineResult result = _shell.Run("Measure-NsgFlow $args[0] -By destinationport, Service, Decision, SourcePrefix", _folder.Path).ThrowIfFailed();

        Assert.Equal(["53", "443", "443"], result.Values<string>("DestinationPort"));
        Assert.Equal(["domain", "https", "https"], result.Values<string>("Service"));
        Assert.Equal(["Allow", "Allow", "Deny"], result.Values<string>("Decision"));
        Assert.Equal(["10.0.0.0/24", "10.0.0.0/24", "10.0.0.0/24"], result.Values<string>("SourcePrefix"));
        Assert.Equal(["1", "4", "1"], result.Values<string>("Rows"));
        Assert.Equal("53, domain, Allow, 10.0.0.0/24", result.Output[0].Get<string>("Key"));
        Assert.IsType<int>(result.Output[0].Properties["DestinationPort"].Value);
        Assert.Null(result.Output[0].Properties["SourceAddress"].Value);
    }

    [Fact]
    public void An_interval_comes_first_unless_it_is_named()
    {
        Write();

        EngineResult first = _shell.Run("Measure-NsgFlow $args[0] -Interval 1m -By Decision", _folder.Path).ThrowIfFailed();
        EngineResult last = _shell.Run("Measure-NsgFlow $args[0] -Interval 1m -By Decision, Interval", _folder.Path).ThrowIfFailed();

        Assert.Equal(["2026-01-15 09:00:00Z, Allow", "2026-01-15 09:00:00Z, Deny", "2026-01-15 09:05:00Z, Allow"], first.Values<string>("Key"));
        Assert.Equal(["Allow, 2026-01-15 09:00:00Z", "Allow, 2026-01-15 09:05:00Z", "Deny, 2026-01-15 09:00:00Z"], last.Values<string>("Key"));
    }

    [Fact]
    public void Different_values_are_counted()
    {
        Write();

        PSObject total = _shell.Run("(Measure-NsgFlow $args[0] -Distinct SourcePort, Rule).Distinct | Where-Object Field -eq SourcePort", _folder.Path).ThrowIfFailed().Single;

        Assert.Equal(5, total.Get<long>("Count"));
        Assert.False(total.Get<bool>("IsEstimate"));
        Assert.Equal("SourcePort: 5", total.ToString());
    }

    [Theory]
    [InlineData("-By Nowhere", "UnknownField")]
    [InlineData("-By Context", "UnknownField")]
    [InlineData("-By Rule -SortBy DestinationPort", "UnknownField")]
    [InlineData("-By 3", "UnknownField")]
    [InlineData("-Distinct Rows", "UnknownField")]
    [InlineData("-Interval 7m", "InvalidInterval")]
    [InlineData("-Interval 36h", "InvalidInterval")]
    [InlineData("-Interval 0s", "InvalidInterval")]
    [InlineData("-By Rule -FillGap", "FillGapWithoutInterval")]
    [InlineData("-By Rule -Approximate", "ApproximateWithoutTop")]
    [InlineData("-By Rule -Approximate -Top 3 -SortBy Rule", "ApproximateOrder")]
    [InlineData("-By Rule -Approximate -Top 3 -SortBy LastSeen", "ApproximateOrder")]
    [InlineData("-By Rule -Approximate -Top 3 -Distinct SourcePort", "ApproximateUnsupported")]
    [InlineData("-By Interval -Approximate -Top 3 -FillGap", "ApproximateUnsupported")]
    [InlineData("-By SourcePort -MaxGroup 2", "TooManyGroups")]
    public void Odd_questions_end_with_an_error_and_nothing_is_written(string parameters, string id)
    {
        Write();

        EngineResult result = _shell.Run("Measure-NsgFlow $args[0] " + parameters, _folder.Path);

        Assert.Equal(id + ",NsgFlow.PowerShell.Commands.MeasureNsgFlowCommand", Assert.Single(result.ErrorIds));
        Assert.Empty(result.Output);
    }

    [Theory]
    [InlineData("7d")]
    [InlineData("1d")]
    [InlineData("([timespan]'00:00:30')")]
    public void Spans_that_days_are_made_of_are_taken(string interval)
    {
        Write();

        _shell.Run($"Measure-NsgFlow $args[0] -Interval {interval}", _folder.Path).ThrowIfFailed();
    }

    [Fact]
    public void A_damaged_tuple_is_an_error_and_the_others_count()
    {
        _folder.Write("PT1H.json", LogText.Nsg(LogText.Tuple(1), "nonsense", LogText.Tuple(2).Replace("10.0.0.1", "10.0.0.256", StringComparison.Ordinal), LogText.Tuple(3)));

        EngineResult result = _shell.Run("Measure-NsgFlow $args[0]", _folder.Path);

        Assert.Equal(2, result.Single.Get<long>("Rows"));
        Assert.All(result.ErrorIds, id => Assert.StartsWith("InvalidTuple,", id, StringComparison.Ordinal));
        Assert.Equal(2, result.Errors.Count);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("-State Continue", 0)]
    [InlineData("-By Rule -Top 3 -Approximate", 1)]
    public void Logs_without_begins_are_warned_of_once(string parameters, int warnings)
    {
        _folder.Write("a.json", LogText.Nsg(LogText.Tuple(1).Replace(",B,,,,", ",C,1,2,3,4", StringComparison.Ordinal)));
        _folder.Write("b.json", LogText.Nsg(LogText.Tuple(2).Replace(",B,,,,", ",E,1,2,3,4", StringComparison.Ordinal)));

        EngineResult result = _shell.Run("Measure-NsgFlow $args[0] " + parameters, _folder.Path).ThrowIfFailed();

        Assert.Equal(warnings, result.Warnings.Count);
        Assert.All(result.Warnings, text => Assert.Matches("none that begin: 2, the first of them .*a.json. Flows", text));
    }

    [Fact]
    public void Nothing_at_all_is_a_summary_of_zeros()
    {
        PSObject total = _shell.Run("@() | Measure-NsgFlow").ThrowIfFailed().Single;

        Assert.Equal(0, total.Get<long>("Rows"));
        Assert.Null(total.Properties["FirstSeen"].Value);
    }

    [Fact]
    public void The_table_shows_keys_and_sums()
    {
        Write();

        string text = _shell.Show("Measure-NsgFlow $args[0] -By DestinationPort", _folder.Path);

        Assert.Matches(@"443 +3 +2 +1 +30 +40 2026-01-15 09:05:00Z", text);
    }

    private void Write() => _folder.Write("PT1H.json", LogText.Nsg(
        LogText.Tuple(1),
        LogText.Tuple(1).Replace(",B,,,,", ",E,1,10,1,20", StringComparison.Ordinal),
        LogText.Tuple(2, 53),
        LogText.Tuple(3).Replace(",A,B", ",D,B", StringComparison.Ordinal),
        LogText.Tuple(4),
        LogText.Tuple(300).Replace(",B,,,,", ",C,1,20,1,20", StringComparison.Ordinal)));
}
