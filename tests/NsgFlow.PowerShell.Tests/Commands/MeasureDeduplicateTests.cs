using System.Management.Automation;
using NsgFlow.PowerShell.Tests.Engine;

namespace NsgFlow.PowerShell.Tests.Commands;

public sealed class MeasureDeduplicateTests : IDisposable
{
    private const string Other = "000D3A000002";
    private readonly EngineSession _shell = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _shell.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("Measure-NsgFlow $args[0] -Deduplicate -ThrottleLimit 1")]
    [InlineData("Measure-NsgFlow $args[0] -Deduplicate -ThrottleLimit 8")]
    [InlineData("$logs = @(Get-NsgFlowLogFile $args[0]); [array]::Reverse($logs); $logs | Measure-NsgFlow -Deduplicate")]
    [InlineData("Get-NsgFlowLog $args[0] | Measure-NsgFlow -Deduplicate")]
    [InlineData("$flows = @(Get-NsgFlowLog $args[0]); [array]::Reverse($flows); $flows | Measure-NsgFlow -Deduplicate")]
    public void Each_flow_counts_once_and_what_was_left_out_is_told(string script)
    {
        WriteNetwork();

        EngineResult result = _shell.Run(script + " -Verbose", _folder.Path);

        Assert.Empty(result.Errors);
        Assert.Empty(result.Warnings);
        PSObject total = result.Single;
        Assert.Equal(
            (4, 3, 2, 1, 0, 180),
            (total.Get<int>("Rows"), total.Get<int>("Flows"), total.Get<int>("Allowed"), total.Get<int>("Denied"), total.Get<int>("Continued"), total.Get<int>("BytesSent")));
        Assert.Equal((1, 1, 2, 4, 8, 0), Duplicates(total));
        Assert.Contains("Tuples left out because others say the same: 8 (1 repeated, 1 of another network security group, 2 of the interface at the other end, 4 of the other kind of log).", result.Verbose);
    }

    [Fact]
    public void Every_summary_has_the_counts_and_none_without_the_switch()
    {
        WriteNetwork();

        EngineResult groups = _shell.Run("Measure-NsgFlow $args[0] -Deduplicate -By State, Rule", _folder.Path).ThrowIfFailed();
        EngineResult plain = _shell.Run("Measure-NsgFlow $args[0]", _folder.Path).ThrowIfFailed();

        Assert.Equal(["Begin, UserRule_web", "End, UserRule_web", "Deny, UserRule_deny"], groups.Values<string>("Key"));
        Assert.All(groups.Output, group => Assert.Equal((1, 1, 2, 4, 8, 0), Duplicates(group)));
        Assert.Null(plain.Single.Get<object>("Duplicates"));
        Assert.Equal(12, plain.Single.Get<int>("Rows"));
    }

    [Fact]
    public void What_goes_on_is_not_continued_where_its_begin_gave_way_to_a_denial()
    {
        _folder.Write(LogTree.VNet(9), VNet(LogTree.Mac, "UserRule_web", Tuple(5, 'O', 'B'), Tuple(45, 'O', 'E', "3,180,0,0")));
        _folder.Write(LogTree.VNet(9, Other), VNet(Other, "UserRule_deny", Tuple(5, 'I', 'D')));
        _folder.Write(LogTree.VNet(10), VNet(LogTree.Mac, "UserRule_web", Tuple(3700, 'O', 'C', "1,60,0,0")));

        foreach (string script in new[] { "Measure-NsgFlow $args[0] -Deduplicate", "Get-NsgFlowLog $args[0] | Measure-NsgFlow -Deduplicate" })
        {
            EngineResult result = _shell.Run(script, _folder.Path).ThrowIfFailed();

            // The last one is of another connection, which began unseen.
            Assert.Equal((1, 0, 1, 1), (result.Single.Get<int>("Flows"), result.Single.Get<int>("Allowed"), result.Single.Get<int>("Denied"), result.Single.Get<int>("Continued")));
            Assert.Contains("hold flows that go on or end but none that begin", Assert.Single(result.Warnings), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Measure-NsgFlow $args[0] -Deduplicate -MaxPending 4")]
    [InlineData("Get-NsgFlowLog $args[0] | Measure-NsgFlow -Deduplicate -MaxPending 11")]
    public void Too_many_that_wait_are_an_error_and_nothing_is_written(string script)
    {
        WriteNetwork();

        EngineResult result = _shell.Run(script, _folder.Path);

        Assert.Equal("TooManyPending,NsgFlow.PowerShell.Commands.MeasureNsgFlowCommand", Assert.Single(result.ErrorIds));
        Assert.Equal(ErrorCategory.LimitsExceeded, result.Errors[0].CategoryInfo.Category);
        Assert.Contains("-MaxPending", result.Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void A_stray_is_counted_and_gives_a_warning()
    {
        _folder.Write(LogTree.VNet(9), VNet(LogTree.Mac, "UserRule_web", Tuple(5, 'O', 'B')));
        _folder.Write(LogTree.VNet(12, Other), VNet(Other, "UserRule_web", Tuple(5, 'I', 'B')));

        EngineResult result = _shell.Run("Measure-NsgFlow $args[0] -Deduplicate", _folder.Path).ThrowIfFailed();

        Assert.Equal(2, result.Single.Get<int>("Rows"));
        Assert.Equal((0, 0, 0, 0, 0, 1), Duplicates(result.Single));
        Assert.Contains("without being compared", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Approximate_groups_are_not_deduplicated()
    {
        EngineResult result = _shell.Run("Measure-NsgFlow $args[0] -By Rule -Top 1 -Approximate -Deduplicate", _folder.Path);

        Assert.Equal("ApproximateUnsupported,NsgFlow.PowerShell.Commands.MeasureNsgFlowCommand", Assert.Single(result.ErrorIds));
    }

    [Fact]
    public void Nothing_gives_a_total_of_zeros_with_no_duplicates()
    {
        EngineResult result = _shell.Run("@() | Measure-NsgFlow -Deduplicate", _folder.Path).ThrowIfFailed();

        Assert.Equal((0, 0), (result.Single.Get<int>("Rows"), result.Single.Get<PSObject>("Duplicates").Get<int>("Total")));
    }

    private static (int Repeated, int OtherSecurityGroup, int OtherInterface, int OtherLog, int Total, int NotCompared) Duplicates(PSObject summary)
    {
        PSObject counts = summary.Get<PSObject>("Duplicates");
        return (counts.Get<int>("Repeated"), counts.Get<int>("OtherSecurityGroup"), counts.Get<int>("OtherInterface"), counts.Get<int>("OtherLog"), counts.Get<int>("Total"), counts.Get<int>("NotCompared"));
    }

    /// <summary>
    /// A connection that both ends log, the first of them by its virtual network and two NSGs; one that only the NSGs log;
    /// and one that is denied where it arrives, with its record twice.
    /// </summary>
    private void WriteNetwork()
    {
        _folder.Write(LogTree.VNet(9), VNet(LogTree.Mac, "UserRule_web", Tuple(5, 'O', 'B'), Tuple(45, 'O', 'E', "3,180,2,120")));
        foreach (string nsg in new[] { "NIC", "SUBNET" })
        {
            _folder.Write(LogTree.Nsg(9, nsg: nsg), LogText.Nsg(NsgTuple(5, 'B'), NsgTuple(45, 'E', "3,180,2,120"), LogText.Tuple(70)).Replace("WEB", nsg, StringComparison.Ordinal));
        }

        string denied = Tuple(60, 'I', 'D').Replace("50000", "50001", StringComparison.Ordinal);
        string record = Record(Other, "UserRule_deny", denied);
        _folder.Write(LogTree.VNet(9, Other), $"{{\"records\":[{Record(Other, "UserRule_web", Tuple(6, 'I', 'B'), Tuple(46, 'I', 'E', "3,180,2,120"))},{record},{record}]}}");
    }

    private static string VNet(string mac, string rule, params string[] tuples) => $"{{\"records\":[{Record(mac, rule, tuples)}]}}";

    private static string Record(string mac, string rule, params string[] tuples) =>
        "{\"time\":\"2026-01-15T09:01:05Z\",\"macAddress\":\"" + mac + "\",\"category\":\"FlowLogFlowEvent\",\"flowLogResourceID\":\"/fl\",\"targetResourceID\":\"/vnet\","
        + "\"flowLogVersion\":4,\"flowRecords\":{\"flows\":[{\"aclID\":\"" + LogText.NsgId + "\",\"flowGroups\":[{\"rule\":\"" + rule + "\",\"flowTuples\":["
        + string.Join(',', tuples.Select(tuple => $"\"{tuple}\"")) + "]}]}]}}";

    private static string Tuple(int second, char direction, char state, string counters = "0,0,0,0") =>
        FormattableString.Invariant($"{1768467600250 + (second * 1000L)},10.0.0.1,10.0.0.2,50000,443,6,{direction},{state},NX,{counters}");

    private static string NsgTuple(int second, char state, string counters = ",,,") =>
        FormattableString.Invariant($"{1768467600 + second},10.0.0.1,10.0.0.2,50000,443,T,O,A,{state},{counters}");
}
