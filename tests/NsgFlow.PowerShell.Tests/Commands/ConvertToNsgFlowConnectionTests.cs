using System.Management.Automation;
using NsgFlow.PowerShell.Tests.Engine;

namespace NsgFlow.PowerShell.Tests.Commands;

public sealed class ConvertToNsgFlowConnectionTests : IDisposable
{
    private const string Id = ",NsgFlow.PowerShell.Commands.ConvertToNsgFlowConnectionCommand";
    private const long Nine = 1_768_467_600;

    /// <summary>One line for each connection, in order.</summary>
    private const string Lines = " | ForEach-Object { '{0} {1} {2}-{3} {4} {5} {6}' -f $_.MacAddress, $_.SourcePort, $_.StartKind, $_.EndKind, $_.BytesSent, $_.ConnectionId, $_.Notes }";

    private readonly EngineSession _shell = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _shell.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void The_worked_example_of_the_documentation_comes_out_of_a_pipeline_of_tuples()
    {
        PSObject connection = _shell.Pipe(
            [
                "1493763938,185.170.185.105,10.2.0.4,35370,23,T,I,A,B,,,,",
                "1493695838,185.170.185.105,10.2.0.4,35370,23,T,I,A,C,1021,588096,8005,4610880",
                "1493696138,185.170.185.105,10.2.0.4,35370,23,T,I,A,E,52,29952,47,27072",
            ],
            "$input | ConvertFrom-NsgFlowTuple -Kind NsgV2 | ConvertTo-NsgFlowConnection").ThrowIfFailed().Single;

        Assert.Equal("NsgFlow.FlowConnection", connection.BaseObject.GetType().FullName);
        Assert.Equal(9_125, connection.Get<long>("PacketsSent") + connection.Get<long>("PacketsReceived"));
        Assert.Equal(5_256_000, connection.Get<long>("BytesSent") + connection.Get<long>("BytesReceived"));
        Assert.Equal(("Begin", "End", "Yes", "OutOfOrder"), (connection.Get<string>("StartKind"), connection.Get<string>("EndKind"), connection.Get<string>("Reply"), connection.Get<string>("Notes")));
        Assert.Null(connection.Properties["Duration"].Value);
    }

    [Fact]
    public void Logs_are_stitched_by_their_hours_whatever_the_order_in_which_they_are_named()
    {
        string[] logs =
        [
            WriteHour(9, Tuple(3500, 'B', 1), Tuple(3550, 'C', 1, "1,100,1,40")),
            WriteHour(10, Tuple(3900, 'C', 1, "1,200,1,40")),
            WriteHour(11, Tuple(7210, 'B', 2)),
            WriteHour(13, Tuple(14500, 'E', 2, "1,50,1,40")),
        ];

        EngineResult named = _shell.Run("ConvertTo-NsgFlowConnection -LiteralPath $args" + Lines, [logs[2], logs[0], logs[3], logs[1]]).ThrowIfFailed();
        EngineResult found = _shell.Run("ConvertTo-NsgFlowConnection $args[0] -ThrottleLimit 1" + Lines, _folder.Path).ThrowIfFailed();

        Assert.Equal(found.As<string>(), named.As<string>());
        Assert.Equal(
            ["000D3A000001 1 Begin-TimedOut 300", "000D3A000001 2 Begin-TimedOut ", "000D3A000001 2 MidStream-End 50"],
            found.As<string>().Select(line => string.Join(' ', line.Split(' ')[..4])).Order(StringComparer.Ordinal));
        string[] sources = _shell.Run("ConvertTo-NsgFlowConnection $args[0] -SourcePort 1 | ForEach-Object Sources", _folder.Path).ThrowIfFailed().As<string>().ToArray();
        Assert.Equal(logs[..2], sources);
    }

    [Fact]
    public void A_sample_gives_the_same_from_paths_and_from_the_pipeline_with_any_number_of_workers()
    {
        _shell.Run("New-NsgFlowSample -Path $args[0] -Kind NsgV1, NsgV2, VNetV4 -Duration 3h -Nic 3 -Size 600KB -Seed 5", _folder.Path).ThrowIfFailed();
        string[] Ordered(string script) => [.. _shell.Run(script + Lines, _folder.Path).ThrowIfFailed().As<string>().Order(StringComparer.Ordinal)];

        string[] one = Ordered("ConvertTo-NsgFlowConnection $args[0] -ThrottleLimit 1");

        Assert.True(one.Length > 1000, "the sample is too small");
        Assert.Equal(one.Length, one.Distinct().Count());
        Assert.Equal(one, Ordered("ConvertTo-NsgFlowConnection $args[0] -ThrottleLimit 2"));
        Assert.Equal(one, Ordered("ConvertTo-NsgFlowConnection $args[0] -ThrottleLimit 8"));
        Assert.Equal(one, Ordered("Get-NsgFlowLog $args[0] | ConvertTo-NsgFlowConnection"));
        Assert.Equal(
            Ordered("Get-NsgFlowLog $args[0] -DestinationPort 443 | ConvertTo-NsgFlowConnection"),
            Ordered("Get-NsgFlowLog $args[0] | ConvertTo-NsgFlowConnection -DestinationPort 443"));
        Assert.Equal(
            Ordered("ConvertTo-NsgFlowConnection $args[0] -DestinationPort 443"),
            Ordered("Get-NsgFlowLog $args[0] | ConvertTo-NsgFlowConnection -DestinationPort 443"));
        long[] bytes = [.. _shell.Run("$a = [long]0; $b = [long]0; ConvertTo-NsgFlowConnection $args[0] | ForEach-Object { $a += $_.BytesSent }; Get-NsgFlowLog $args[0] | ForEach-Object { $b += $_.BytesSent }; $a; $b", _folder.Path).ThrowIfFailed().As<long>()];
        Assert.True(bytes[0] > 0);
        Assert.Equal(bytes[0], bytes[1]);
    }

    [Fact]
    public void Connections_are_chosen_by_duration_bytes_and_failure()
    {
        WriteHour(9,
            Tuple(0, 'B', 1), Tuple(599, 'E', 1, "9,1000,9,1000"),
            Tuple(0, 'B', 2), Tuple(600, 'E', 2, "9,1000,9,1024"),
            Tuple(0, 'B', 3), Tuple(1, 'E', 3, "3,180,0,0"),
            Tuple(2, 'D', 4));
        IEnumerable<int> Ports(string parameters) => _shell.Run($"ConvertTo-NsgFlowConnection $args[0] {parameters} | ForEach-Object SourcePort", _folder.Path).ThrowIfFailed().As<int>().Order();

        Assert.Equal([1, 2, 3, 4], Ports(""));
        Assert.Equal([2], Ports("-MinimumDuration 10m"));
        Assert.Equal([1, 2], Ports("-MinimumDuration 00:09:59"));
        Assert.Equal([2], Ports("-MinimumBytes 2024"));
        Assert.Equal([3, 4], Ports("-Failed"));
        Assert.Equal([4], Ports("-Failed -Decision Deny"));
    }

    [Fact]
    public void What_was_given_up_is_marked_and_told()
    {
        WriteHour(9, Tuple(0, 'B', 1), Tuple(1, 'B', 2), Tuple(2, 'E', 2, "1,40,1,40"));

        EngineResult result = _shell.Run("ConvertTo-NsgFlowConnection $args[0] -MaxOpen 1 | ForEach-Object { '{0} {1}' -f $_.SourcePort, $_.EndKind }", _folder.Path);

        Assert.Equal(["1 GivenUp", "2 End"], result.As<string>());
        Assert.Equal("Connections written before their end was known, because more than 1 of one network interface were open at once: 1. They are marked GivenUp; raise -MaxOpen to keep more.", Assert.Single(result.Warnings));
    }

    [Fact]
    public void Logs_that_are_there_twice_count_once_and_that_is_told()
    {
        string log = WriteHour(9, Tuple(0, 'B', 1), Tuple(1, 'E', 1, "1,40,1,40"));
        _folder.Write("copy.json", File.ReadAllText(log));

        EngineResult result = _shell.Run("ConvertTo-NsgFlowConnection $args[0]", _folder.Path);

        Assert.Equal(40, result.Single.Get<long>("BytesSent"));
        Assert.StartsWith("Tuples left out because they repeat others that were read before: 2.", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_log_is_reported_and_changes_only_its_own_part()
    {
        WriteHour(9, Tuple(0, 'B', 1));
        WriteHour(10, Tuple(3700, 'C', 1, "1,40,1,40"), "1768471300,10.0.0.1,10.0.0.2,nonsense,443,T,O,A,B,,,,");
        _folder.Write(LogTree.Nsg(10, "000D3A000002"), "{\"records\":[{\"broken");

        EngineResult result = _shell.Run("ConvertTo-NsgFlowConnection $args[0] -IdleTimeout 2h -WarningAction SilentlyContinue", _folder.Path);

        Assert.Equal(40, result.Single.Get<long>("BytesSent"));
        Assert.Contains("InvalidTuple" + Id, result.ErrorIds);
    }

    [Theory]
    [InlineData("9m")]
    [InlineData("31d")]
    public void A_time_out_that_makes_no_sense_ends_the_command(string timeout)
    {
        EngineResult result = _shell.Call("ConvertTo-NsgFlowConnection", ("Path", _folder.Path), ("IdleTimeout", timeout));

        Assert.Equal("IdleTimeoutOutOfRange" + Id, result.TerminatingError?.FullyQualifiedErrorId);
        Assert.Empty(_shell.Call("ConvertTo-NsgFlowConnection", ("Path", WriteHour(9, Tuple(0, 'B', 1))), ("IdleTimeout", "10m")).ErrorIds);
    }

    [Fact]
    public void The_table_fits_120_columns()
    {
        string log = WriteHour(9, Tuple(0, 'B', 65535), Tuple(599, 'E', 65535, "9,123456789,9,1000"));

        string table = _shell.Show("ConvertTo-NsgFlowConnection $args[0]", log);
        string[] lines = [.. table.Split('\n').Select(l => l.TrimEnd()).Where(l => l.Length > 0)];
        Assert.StartsWith("Start (UTC)             Duration Source", lines[0], StringComparison.Ordinal);
        Assert.Equal("2026-01-15 09:00:00Z  0.00:09:59 10.0.0.1        65535 10.0.0.2          443 TCP   123,456,789       1,000 End", lines[2]);
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 120));
    }

    [Fact]
    public void Paths_and_filters_are_those_of_reading_logs()
    {
        string[] Names(string command) => [.. _shell.Call("Get-Command", ("Name", command)).ThrowIfFailed().As<CommandInfo>()[0].Parameters.Keys];

        Assert.Empty(Names("Get-NsgFlowLog").Except(Names("ConvertTo-NsgFlowConnection")));
        Assert.Equal(
            ["Failed", "IdleTimeout", "InputObject", "MaxOpen", "MinimumBytes", "MinimumDuration"],
            Names("ConvertTo-NsgFlowConnection").Except(Names("Get-NsgFlowLog")).Order(StringComparer.Ordinal));
    }

    private static string Tuple(long second, char state, int port, string counters = ",,,") =>
        FormattableString.Invariant($"{Nine + second},10.0.0.1,10.0.0.2,{port},443,T,O,{(state == 'D' ? "D,B" : $"A,{state}")},{counters}");

    /// <summary>Writes an hour's log with a record for each tuple.</summary>
    private string WriteHour(int hour, params string[] tuples) => _folder.Write(
        LogTree.Nsg(hour),
        "{\"records\":[" + string.Join(',', tuples.Select((tuple, i) => LogText.NsgRecord(tuple)
            .Replace("2026-01-15T09:00:05.1234567Z", FormattableString.Invariant($"2026-01-15T{hour:00}:{i:00}:05.1234567Z"), StringComparison.Ordinal))) + "]}");
}
