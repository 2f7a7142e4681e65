using System.IO.Compression;
using System.Management.Automation;
using System.Text;
using NsgFlow.PowerShell.Tests.Engine;

namespace NsgFlow.PowerShell.Tests.Commands;

public sealed class GetNsgFlowLogTests : IDisposable
{
    private const string Id = ",NsgFlow.PowerShell.Commands.GetNsgFlowLogCommand";

    private readonly EngineSession _shell = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _shell.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_tuple_becomes_a_record_with_every_property()
    {
        string path = _folder.Write("a.json", LogText.Nsg("1768467601,203.0.113.9,10.0.0.4,51000,3389,T,I,D,B,,,,"));

        PSObject flow = _shell.Run("Get-NsgFlowLog $args[0]", path).ThrowIfFailed().Single;

        Assert.Equal("NsgFlow.FlowRecord", flow.BaseObject.GetType().FullName);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1768467601), flow.Get<DateTimeOffset>("Time"));
        Assert.Equal("203.0.113.9", flow.Get<string>("SourceAddress"));
        Assert.Equal("10.0.0.4", flow.Get<string>("DestinationAddress"));
        Assert.Equal(51000, flow.Get<int>("SourcePort"));
        Assert.Equal(3389, flow.Get<int>("DestinationPort"));
        Assert.Equal("TCP", flow.Get<string>("Protocol"));
        Assert.Equal("Inbound", flow.Get<string>("Direction"));
        Assert.Equal("Deny", flow.Get<string>("Decision"));
        Assert.Equal("Begin", flow.Get<string>("State"));
        Assert.Null(flow.Properties["BytesSent"].Value);
        Assert.Equal("UserRule_web", flow.Get<string>("Rule"));
        Assert.Equal("WEB", flow.Get<string>("NetworkSecurityGroup"));
        Assert.Equal("000D3A000001", flow.Get<string>("MacAddress"));
        Assert.Equal("NsgV2", flow.Get<string>("Kind"));
        Assert.Equal(path, flow.Get<string>("Source"));
        Assert.Equal("None", flow.Get<string>("Deviation"));
    }

    [Fact]
    public void Wildcards_folders_and_compressed_files_are_read_in_order_of_path()
    {
        Directory.CreateDirectory(_folder.File("b"));
        _folder.Write("a.json", LogText.Nsg(LogText.Tuple(1)));
        _folder.Write(Path.Combine("b", "c.JSON"), LogText.Nsg(LogText.Tuple(2)));
        using (FileStream file = File.Create(_folder.File("d.json.gz")))
        using (var gzip = new GZipStream(file, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(LogText.Nsg(LogText.Tuple(3), LogText.Tuple(4))));
        }

        Assert.Equal([1, 2, 3, 4], _shell.Run("Get-NsgFlowLog $args[0]", _folder.Path).ThrowIfFailed().Values<int>("SourcePort"));
        Assert.Equal([1, 3, 4], _shell.Run("Get-NsgFlowLog $args[0]", _folder.File("*.json*")).ThrowIfFailed().Values<int>("SourcePort"));
        Assert.Equal([2], _shell.Run("Get-NsgFlowLog -LiteralPath $args[0]", _folder.File("b")).ThrowIfFailed().Values<int>("SourcePort"));
    }

    [Fact]
    public void Paths_come_from_the_pipeline_by_value_and_files_by_property_name()
    {
        string odd = _folder.Write("[1].json", LogText.Nsg(LogText.Tuple(7)));
        string plain = _folder.Write("2.json", LogText.Nsg(LogText.Tuple(8)));

        Assert.Equal([8], _shell.Pipe([plain], "$input | Get-NsgFlowLog").ThrowIfFailed().Values<int>("SourcePort"));
        Assert.Equal([7, 8], _shell.Pipe([new FileInfo(odd), new FileInfo(plain)], "$input | Get-NsgFlowLog").ThrowIfFailed().Values<int>("SourcePort"));
        Assert.Equal([7], _shell.Run("Get-NsgFlowLog -LiteralPath $args[0]", odd).ThrowIfFailed().Values<int>("SourcePort"));
    }

    [Fact]
    public void A_file_that_several_paths_lead_to_is_read_once()
    {
        string path = _folder.Write("a.json", LogText.Nsg(LogText.Tuple(1)));

        Assert.Equal([1], _shell.Pipe([new DirectoryInfo(_folder.Path), new FileInfo(path)], "$input | Get-NsgFlowLog").ThrowIfFailed().Values<int>("SourcePort"));
        Assert.Equal([1], _shell.Run("Get-NsgFlowLog $args[0], $args[0]", path).ThrowIfFailed().Values<int>("SourcePort"));
    }

    [Fact]
    public void A_relative_path_is_relative_to_the_location_of_the_session()
    {
        _folder.Write("here.json", LogText.Nsg(LogText.Tuple(5)));
        _shell.Enter(_folder.Path);

        Assert.Equal([5], _shell.Run("Get-NsgFlowLog here.json").ThrowIfFailed().Values<int>("SourcePort"));
    }

    [Fact]
    public void What_is_missing_or_foreign_is_an_error_of_its_own_and_the_rest_is_read()
    {
        string good = _folder.Write("good.json", LogText.Nsg(LogText.Tuple(1)));
        string audit = _folder.Write("audit.json", "{\"time\":\"2026-01-15T09:00:05Z\",\"category\":\"AuditEvent\",\"operationName\":\"SecretGet\"}\n");

        EngineResult result = _shell.Run("Get-NsgFlowLog $args[0], $args[1], $args[2], 'env:PATH'", _folder.File("missing.json"), audit, good);

        Assert.Equal([1], result.Values<int>("SourcePort"));
        Assert.Equal(["FileNotFound" + Id, "NotFlowLog" + Id, "PathNotFileSystem" + Id], result.ErrorIds.Order());
        ErrorRecord foreign = result.Errors.Single(e => e.FullyQualifiedErrorId.StartsWith("NotFlowLog", StringComparison.Ordinal));
        Assert.Contains("Key Vault audit log", foreign.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.InvalidType, foreign.CategoryInfo.Category);
        Assert.Equal(audit, foreign.TargetObject);
        Assert.NotEmpty(foreign.ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void A_foreign_file_in_a_folder_is_a_warning()
    {
        _folder.Write("good.json", LogText.Nsg(LogText.Tuple(1)));
        _folder.Write("metrics.json", "{\"time\":\"2026-01-15T09:00:05Z\",\"metricName\":\"Percentage CPU\",\"total\":1}");
        _folder.Write("text.json", "not JSON at all");

        EngineResult result = _shell.Run("Get-NsgFlowLog $args[0]", _folder.Path).ThrowIfFailed();

        Assert.Single(result.Output);
        Assert.Equal(2, result.Warnings.Count);
        Assert.Contains(result.Warnings, w => w.Contains("platform metrics", StringComparison.Ordinal));
        Assert.Contains(result.Warnings, w => w.Contains("no JSON of a flow log", StringComparison.Ordinal));
    }

    [Fact]
    public void A_bad_tuple_is_an_error_with_its_place_and_the_others_are_read()
    {
        string text = LogText.Nsg(LogText.Tuple(1), "1768467602,10.0.0.1,10.0.0.2,70000,443,T,O,A,B,,,,", LogText.Tuple(3));
        string path = _folder.Write("a.json", text);

        EngineResult result = _shell.Run("Get-NsgFlowLog $args[0]", path);

        Assert.Equal([1, 3], result.Values<int>("SourcePort"));
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.Equal("InvalidTuple" + Id, error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.InvalidData, error.CategoryInfo.Category);
        int offset = text.IndexOf("1768467602", StringComparison.Ordinal);
        Assert.StartsWith($"{path}: record 1, flow 1, group 1, tuple 2, byte {offset}: ", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("source port", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("70000", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Control_characters_from_outside_do_not_reach_the_terminal()
    {
        string path = _folder.Write("a.json", LogText.Nsg("\\u001b[31m,bad"));

        ErrorRecord error = Assert.Single(_shell.Run("Get-NsgFlowLog $args[0]", path).Errors);

        Assert.DoesNotContain('\u001b', error.Exception.Message);
        Assert.Contains("?[31m", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_bad_tuples_the_first_twenty_are_shown_and_the_rest_counted()
    {
        string path = _folder.Write("a.json", LogText.Nsg([.. Enumerable.Range(1, 50).Select(i => $"bad {i}"), LogText.Tuple(1)]));

        EngineResult result = _shell.Run("Get-NsgFlowLog $args[0]", path);

        Assert.Equal([1], result.Values<int>("SourcePort"));
        Assert.Equal(21, result.Errors.Count);
        Assert.All(result.ErrorIds.Take(20), id => Assert.Equal("InvalidTuple" + Id, id));
        Assert.Equal("MoreFaults" + Id, result.ErrorIds[20]);
        Assert.Contains(": 30 more errors", result.Errors[20].Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_departure_is_marked_and_with_Strict_an_error()
    {
        string path = _folder.Write("a.json", LogText.Nsg("1768467601000,10.0.0.1,10.0.0.2,1,443,6,O,A,B,1,2,3,4"));

        PSObject flow = _shell.Run("Get-NsgFlowLog $args[0]", path).ThrowIfFailed().Single;
        Assert.Equal("NumericProtocol, TimeUnit, CountersWithoutStatistics", flow.Get<string>("Deviation"));

        EngineResult strict = _shell.Run("Get-NsgFlowLog $args[0] -Strict", path);
        Assert.Empty(strict.Output);
        Assert.Equal(["FormatDeviation" + Id], strict.ErrorIds);
    }

    [Fact]
    public void A_log_still_being_written_is_verbose_only_and_one_cut_inside_a_record_a_warning()
    {
        string whole = LogText.Nsg(LogText.Tuple(1), LogText.Tuple(2));
        string open = _folder.Write("open.json", whole[..^2]);
        string cut = _folder.Write("cut.json", whole[..^30]);

        EngineResult result = _shell.Run("Get-NsgFlowLog $args[0], $args[1] -Verbose", open, cut).ThrowIfFailed();

        Assert.Equal([1, 2, 1], result.Values<int>("SourcePort"));
        Assert.Contains(result.Verbose, v => v.Contains("still being written", StringComparison.Ordinal));
        Assert.Contains("ends inside a record", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-DestinationPort 22,3389", new[] { 1, 2 })]
    [InlineData("-Port 4", new[] { 4 })]
    [InlineData("-SourceAddress 10.0.0.0/8 -Protocol UDP", new[] { 3 })]
    [InlineData("-SourceAddress !10.0.0.0/8", new[] { 1, 4 })]
    [InlineData("-Address 2001:DB8:0::1", new[] { 4 })]
    [InlineData("-Between 203.0.113.0/24,10.0.0.4", new[] { 1 })]
    [InlineData("-Decision Deny", new[] { 1 })]
    [InlineData("-State Begin -Direction Outbound", new[] { 2 })]
    [InlineData("-Protocol 17", new[] { 3 })]
    [InlineData("-StartTime 2026-01-15T09:00:02Z -EndTime 2026-01-15T09:00:04Z", new[] { 2, 3 })]
    [InlineData("-Rule web", new[] { 1, 2, 3, 4 })]
    [InlineData("-Rule w*,other -MacAddress 00-0d-3a-00-00-01 -NetworkSecurityGroup we?", new[] { 1, 2, 3, 4 })]
    [InlineData("-Rule DenyAll*", new int[0])]
    [InlineData("-SubscriptionId 11111111-2222-3333-4444-555555555555 -ResourceGroupName rg", new[] { 1, 2, 3, 4 })]
    [InlineData("-ResourceGroupName other", new int[0])]
    public void Filters_keep_what_they_name(string parameters, int[] expected)
    {
        string path = _folder.Write("a.json", LogText.Nsg(
            "1768467601,203.0.113.9,10.0.0.4,1,3389,T,I,D,B,,,,",
            "1768467602,10.0.0.4,10.0.0.5,2,22,T,O,A,B,,,,",
            "1768467603,10.0.0.4,10.0.0.5,3,53,U,O,A,E,1,2,3,4",
            "1768467604,2001:db8::1,10.0.0.5,4,443,T,I,A,C,1,2,3,4"));

        Assert.Equal(expected, _shell.Run($"Get-NsgFlowLog $args[0] {parameters}", path).ThrowIfFailed().Values<int>("SourcePort"));
    }

    [Theory]
    [InlineData("-Address 10.0.0.0/33", "InvalidFilter")]
    [InlineData("-SourceAddress 010.0.0.1", "InvalidFilter")]
    [InlineData("-Rule '[a'", "InvalidFilter")]
    [InlineData("-Last 1h -StartTime 2026-01-01", "LastWithTimes")]
    [InlineData("-StartTime 2026-01-02Z -EndTime 2026-01-01Z", "EmptyWindow")]
    [InlineData("-Port 65536", "ParameterArgumentValidationError")]
    [InlineData("-Last 5", "ParameterArgumentTransformationError")]
    [InlineData("-Decision Maybe", "CannotConvertArgumentNoMessage")]
    public void A_wrong_value_ends_the_command_before_anything_is_read(string parameters, string id)
    {
        string path = _folder.Write("a.json", LogText.Nsg(LogText.Tuple(1)));

        EngineResult result = _shell.Run($"Get-NsgFlowLog $args[0] {parameters}", path);

        Assert.Empty(result.Output);
        Assert.Equal([id + Id], result.ErrorIds);
    }

    [Fact]
    public void A_tree_in_the_layout_of_Azure_is_pruned_by_time_and_MAC_without_opening_the_rest()
    {
        string Log(string hour, string mac) => _folder.Write(
            Path.Combine($"resourceId={LogText.NsgId.Replace('/', Path.DirectorySeparatorChar)}", "y=2026", "m=01", "d=15", $"h={hour}", "m=00", $"macAddress={mac}", "PT1H.json"),
            LogText.Nsg(LogText.Tuple(1)));
        string inside = Log("09", "000D3A000001");
        string next = Log("10", "000D3A000001");
        Log("08", "000D3A000001");
        Log("09", "000D3A000002");

        EngineResult result = _shell.Run(
            "Get-NsgFlowLog $args[0] -StartTime 2026-01-15T09:00:00Z -EndTime 2026-01-15T10:00:00Z -MacAddress 000d3a000001 -Verbose",
            _folder.Path).ThrowIfFailed();

        // The head of the next hour's log may hold tuples of the hour asked for.
        Assert.Equal([inside, next], result.Values<string>("Source"));
        Assert.Equal(2, result.Verbose.Count(v => v.Contains("bytes read", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("$args[0]")]
    [InlineData("($args[0] + '/*.json')")]
    public void Finding_no_file_at_all_is_a_warning(string path)
    {
        EngineResult result = _shell.Run($"Get-NsgFlowLog {path}", _folder.Path).ThrowIfFailed();

        Assert.Empty(result.Output);
        Assert.Contains(_folder.Path, Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Strict_checks_also_what_a_filter_rejects()
    {
        string path = _folder.Write("a.json", LogText.Nsg("1768467601,10.0.0.1,bad,1,443,T,O,A,B,,,,", LogText.Tuple(2, destinationPort: 80)));

        Assert.Equal([2], _shell.Run("Get-NsgFlowLog $args[0] -DestinationPort 80", path).ThrowIfFailed().Values<int>("SourcePort"));

        EngineResult strict = _shell.Run("Get-NsgFlowLog $args[0] -DestinationPort 80 -Strict", path);
        Assert.Equal([2], strict.Values<int>("SourcePort"));
        Assert.Equal(["InvalidTuple" + Id], strict.ErrorIds);
    }

    [Fact]
    public void Last_warns_of_the_newest_time_when_nothing_lies_within()
    {
        string path = _folder.Write("a.json", LogText.Nsg(LogText.Tuple(59)));

        EngineResult result = _shell.Run("Get-NsgFlowLog $args[0] -Last 30m", path).ThrowIfFailed();

        Assert.Empty(result.Output);
        Assert.Contains("2026-01-15 09:00:59Z", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_read_does_not_stop_the_others()
    {
        string good = _folder.Write("good.json", LogText.Nsg(LogText.Tuple(1)));
        // A header, then a block of the one type that deflate does not have.
        byte[] gzip = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 7, 7, 7];
        File.WriteAllBytes(_folder.File("bad.json.gz"), gzip);

        EngineResult result = _shell.Run("Get-NsgFlowLog $args[0], $args[1]", _folder.File("bad.json.gz"), good);

        Assert.Equal([1], result.Values<int>("SourcePort"));
        Assert.Equal(["DamagedGzip" + Id], result.ErrorIds);
    }
}
