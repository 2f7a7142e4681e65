using System.Management.Automation;
using NsgFlow.PowerShell.Tests.Engine;

namespace NsgFlow.PowerShell.Tests.Commands;

public sealed class TraceNsgFlowTests : IDisposable
{
    private const string Ask = " -SourceAddress 10.0.0.1 -DestinationAddress 10.0.0.2 -DestinationPort 443";
    private readonly EngineSession _shell = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _shell.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_rule_that_changes_is_found_in_files_and_in_records()
    {
        WriteChange();

        EngineResult fromFiles = _shell.Run("Trace-NsgFlow $args[0]" + Ask, _folder.Path).ThrowIfFailed();
        EngineResult fromRecords = _shell.Run("Get-NsgFlowLog $args[0] | Trace-NsgFlow" + Ask, _folder.Path).ThrowIfFailed();
        EngineResult byObject = _shell.Run("Get-NsgFlowLogFile $args[0] | Trace-NsgFlow -ThrottleLimit 1" + Ask, _folder.Path).ThrowIfFailed();

        PSObject trace = fromFiles.Single;
        Assert.Equal("NsgFlow.FlowTrace", trace.BaseObject.GetType().FullName);
        Assert.Equal("Changed", trace.Get<string>("Verdict"));
        Assert.Equal("Deny", trace.Get<string>("Decision"));
        Assert.Equal(new DateTimeOffset(2026, 1, 15, 9, 40, 0, TimeSpan.Zero), trace.Get<DateTimeOffset>("ChangedAt"));
        Assert.Equal("UserRule_deny", trace.Get<string>("Rule"));
        Assert.Equal("UserRule_web", trace.Get<string>("PreviousRule"));
        Assert.Equal("Source", trace.Get<string>("Side"));
        Assert.Equal([LogTree.Mac], trace.Get<string[]>("SourceMacAddress"));
        string[] points = trace.Get<string[]>("Points");
        Assert.Equal(2, points.Length);
        Assert.Contains("DENIED by UserRule_deny (WEB), attempts: 2", points[1], StringComparison.Ordinal);
        foreach (EngineResult other in new[] { fromRecords, byObject })
        {
            Assert.Equal(trace.ToString(), other.Single.ToString());
            Assert.Equal(points, other.Single.Get<string[]>("Points"));
        }
    }

    [Fact]
    public void What_was_asked_for_and_not_logged_gets_a_trace()
    {
        WriteChange();

        EngineResult result = _shell.Run("Trace-NsgFlow $args[0] -SourceAddress 10.0.0.1, 10.0.0.9 -DestinationAddress 10.0.0.7", _folder.Path).ThrowIfFailed();

        Assert.Equal(["NotSeen", "NotLogged"], result.Values<string>("Verdict"));
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void A_prefix_without_flows_gives_a_warning()
    {
        WriteChange();

        EngineResult result = _shell.Run("Trace-NsgFlow $args[0] -SourceAddress 10.9.0.0/16", _folder.Path).ThrowIfFailed();

        Assert.Empty(result.Output);
        Assert.Contains("No conversation that was asked for", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Trace-NsgFlow $args[0] -MaxConversation 2")]
    [InlineData("Get-NsgFlowLog $args[0] | Trace-NsgFlow -MaxConversation 2")]
    public void Too_many_conversations_are_an_error_and_nothing_is_written(string script)
    {
        _folder.Write(LogTree.Nsg(9), LogText.Nsg([LogText.Tuple(1, 1), LogText.Tuple(2, 2), LogText.Tuple(3, 3)]));

        EngineResult result = _shell.Run(script, _folder.Path);

        Assert.Equal("TooManyConversations,NsgFlow.PowerShell.Commands.TraceNsgFlowCommand", Assert.Single(result.ErrorIds));
        Assert.Equal(ErrorCategory.LimitsExceeded, result.Errors[0].CategoryInfo.Category);
        Assert.Empty(result.Output);
    }

    [Theory]
    [InlineData("-SourceAddress db.example", "InvalidFilter")]
    [InlineData("-Last 1h -StartTime 2026-01-15", "LastWithTimes")]
    public void Wrong_parameters_are_errors(string parameters, string id) =>
        Assert.StartsWith(id + ",", Assert.Single(_shell.Run("Trace-NsgFlow $args[0] " + parameters, _folder.Path).ErrorIds), StringComparison.Ordinal);

    [Fact]
    public void A_damaged_log_changes_only_its_own_part()
    {
        WriteChange();
        _folder.Write(LogTree.Nsg(10), LogText.Nsg(LogText.Tuple(3600), "nonsense"));

        EngineResult result = _shell.Run("Trace-NsgFlow $args[0]" + Ask, _folder.Path);

        Assert.StartsWith("InvalidTuple,", Assert.Single(result.ErrorIds), StringComparison.Ordinal);
        Assert.Equal("Allow", result.Single.Get<string>("Decision"));
        Assert.Equal(5, result.Single.Get<int>("Attempts"));
    }

    [Fact]
    public void Time_that_counts_back_from_now_ends_now()
    {
        WriteChange();

        EngineResult result = _shell.Run("Trace-NsgFlow $args[0] -Last 2h" + Ask, _folder.Path).ThrowIfFailed();

        Assert.Equal("NotLogged", result.Single.Get<string>("Verdict"));
        Assert.Contains(DateTimeOffset.UtcNow.Year.ToString(System.Globalization.CultureInfo.InvariantCulture), result.Single.Get<string>("Reason"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_view_tells_the_finding_first_and_then_each_point_in_a_line()
    {
        WriteChange();

        string[] lines = [.. _shell.Show("Trace-NsgFlow $args[0]" + Ask, _folder.Path).ReplaceLineEndings("\n").Split('\n').Where(line => line.Length > 0)];

        Assert.Equal("10.0.0.1 -> 10.0.0.2:443 TCP: Changed", lines[0]);
        Assert.StartsWith("  Rule UserRule_deny of the network security group WEB denies it", lines[1], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.StartsWith("    2026-01-15 09:40:00Z to 09:50:00Z  source 000D3A000001: DENIED by UserRule_deny (WEB), attempts: 2", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 120));
    }

    [Fact]
    public void The_table_of_points_fits_120_columns()
    {
        WriteChange();

        string text = _shell.Show("(Trace-NsgFlow $args[0]).Points", _folder.Path).ReplaceLineEndings("\n");

        Assert.Contains("Source      000D3A000001 Deny            2         2026-01-15 09:40:00Z 2026-01-15 09:50:00Z UserRule_deny", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, 120));
    }

    /// <summary>Allowed at 9:20 and 9:30, denied at 9:40 and 9:50.</summary>
    private void WriteChange()
    {
        string denied = LogText.NsgRecord(Denied(2400), Denied(3000)).Replace("UserRule_web", "UserRule_deny", StringComparison.Ordinal);
        _folder.Write(LogTree.Nsg(9), "{\"records\":[" + LogText.NsgRecord(LogText.Tuple(1200), LogText.Tuple(1800)) + "," + denied + "]}");
    }

    private static string Denied(int number) => LogText.Tuple(number).Replace(",A,B", ",D,B", StringComparison.Ordinal);
}
