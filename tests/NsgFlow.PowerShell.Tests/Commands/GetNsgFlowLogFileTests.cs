using System.Management.Automation;
using NsgFlow.PowerShell.Tests.Engine;

namespace NsgFlow.PowerShell.Tests.Commands;

public sealed class GetNsgFlowLogFileTests : IDisposable
{
    private const string Id = ",NsgFlow.PowerShell.Commands.GetNsgFlowLogFileCommand";

    private readonly EngineSession _shell = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _shell.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void The_path_of_an_NSG_log_tells_what_it_is()
    {
        string path = _folder.Write(LogTree.Nsg(9), LogTree.Text(9, 0, 1));

        PSObject file = _shell.Run("Get-NsgFlowLogFile $args[0]", _folder.Path).ThrowIfFailed().Single;

        Assert.Equal("NsgFlow.FlowLogFile", file.BaseObject.GetType().FullName);
        Assert.Equal(path, file.Get<string>("FullName"));
        Assert.Equal("NetworkSecurityGroup", file.Get<string>("Kind"));
        Assert.Equal("11111111-2222-3333-4444-555555555555", file.Get<string>("SubscriptionId"));
        Assert.Equal("RG", file.Get<string>("ResourceGroupName"));
        Assert.Equal("WEB", file.Get<string>("NetworkSecurityGroup"));
        Assert.Null(file.Get<string>("FlowLogName"));
        Assert.Equal("WEB", file.Get<string>("LogName"));
        Assert.Equal(LogTree.Mac, file.Get<string>("MacAddress"));
        Assert.Equal(new DateTimeOffset(2026, 1, 15, 9, 0, 0, TimeSpan.Zero), file.Get<DateTimeOffset>("Hour"));
        Assert.Equal(new FileInfo(path).Length, file.Get<long>("Length"));
        Assert.True(file.Get<bool>("IsComplete"));
        Assert.Equal(new DateTimeOffset(File.GetLastWriteTimeUtc(path)), file.Get<DateTimeOffset>("LastWriteTime"));
    }

    [Fact]
    public void The_path_of_a_virtual_network_log_tells_its_flow_log_and_region()
    {
        _folder.Write(LogTree.VNet(9), "anything");

        PSObject file = _shell.Run("Get-NsgFlowLogFile $args[0]", _folder.Path).ThrowIfFailed().Single;

        Assert.Equal("VirtualNetwork", file.Get<string>("Kind"));
        Assert.Equal("FL", file.Get<string>("FlowLogName"));
        Assert.Equal("EASTUS", file.Get<string>("Region"));
        Assert.Null(file.Get<string>("NetworkSecurityGroup"));
        Assert.False(file.Get<bool>("IsComplete"));
    }

    [Fact]
    public void Outside_of_the_layout_the_first_record_tells()
    {
        _folder.Write("copy.json", LogTree.Text(9, 3, 4));
        _folder.WriteGzip("z.json.gz", LogTree.Text(10, 3)[..^1]);

        IReadOnlyList<PSObject> files = _shell.Run("Get-NsgFlowLogFile $args[0]", _folder.Path).ThrowIfFailed().Output;

        Assert.Equal(2, files.Count);
        Assert.All(files, file => Assert.Equal("WEB", file.Get<string>("NetworkSecurityGroup")));
        Assert.All(files, file => Assert.Equal(LogTree.Mac, file.Get<string>("MacAddress")));
        Assert.Equal([9, 10], files.Select(file => file.Get<DateTimeOffset>("Hour").Hour));
        Assert.True(files[0].Get<bool>("IsComplete"));
        Assert.Null(files[1].Properties["IsComplete"].Value);
    }

    [Fact]
    public void What_is_no_flow_log_is_a_warning_or_where_it_was_named_an_error()
    {
        string audit = _folder.Write("audit.json", """{"records":[{"category":"AuditEvent","properties":{}}]}""");
        _folder.Write("empty.json", "");
        _folder.Write("log.json", LogTree.Text(9, 3));

        EngineResult found = _shell.Run("Get-NsgFlowLogFile $args[0]", _folder.Path).ThrowIfFailed();
        EngineResult named = _shell.Run("Get-NsgFlowLogFile $args[0]", audit);

        Assert.Single(found.Output);
        Assert.Contains("Key Vault", Assert.Single(found.Warnings), StringComparison.Ordinal);
        Assert.Empty(named.Output);
        Assert.Equal(["NotFlowLog" + Id], named.ErrorIds);
    }

    [Fact]
    public void Filters_judge_the_path_also_of_named_files()
    {
        string[] paths = [.. Enumerable.Range(8, 3).Select(hour => _folder.Write(LogTree.Nsg(hour), LogTree.Text(hour, 0)))];
        _folder.Write(LogTree.Nsg(8, "000D3A000002", "DB"), LogTree.Text(8, 0));

        Assert.Equal([9, 10], Hours("-MacAddress 00-0d-3a-00-00-01 -StartTime 2026-01-15T09:00Z"));
        Assert.Equal([8], Hours("-NetworkSecurityGroup D*"));
        Assert.Equal([8, 8, 9], Hours("-EndTime 2026-01-15T09:30Z").Order());
        Assert.Empty(Hours("-SubscriptionId 0"));
        Assert.Empty(Hours("-ResourceGroupName other"));
        Assert.Single(_shell.Run("param($paths) Get-NsgFlowLogFile -LiteralPath $paths -StartTime 2026-01-15T10:00Z", (object)paths).ThrowIfFailed().Output);
        Assert.Contains("2026-01-15 10:00Z", Assert.Single(_shell.Run("Get-NsgFlowLogFile $args[0] -Last 1h", _folder.Path).ThrowIfFailed().Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Filters_judge_what_the_records_tell_where_the_path_tells_nothing()
    {
        _folder.Write("a.json", "{\"records\":[" + LogTree.Text(8, 30)[12..^2] + "," + LogTree.Text(10, 30)[12..]);

        Assert.Equal([8], Hours("-MacAddress 000D3A000001 -NetworkSecurityGroup web"));
        Assert.Empty(Hours("-MacAddress 000D3A000002"));
        Assert.Empty(Hours("-NetworkSecurityGroup db"));
        Assert.Equal([8], Hours("-StartTime 2026-01-15T10:45Z"));
        Assert.Empty(Hours("-StartTime 2026-01-15T11:00Z"));
        Assert.Equal([8], Hours("-EndTime 2026-01-15T08:05Z"));
        Assert.Empty(Hours("-EndTime 2026-01-15T07:30Z"));
    }

    [Fact]
    public void Files_bind_to_the_reading_cmdlet_whatever_their_names()
    {
        _folder.Write("[1].json", LogTree.Text(9, 3));

        Assert.Equal([3], _shell.Run("Get-NsgFlowLogFile $args[0] | Get-NsgFlowLog", _folder.Path).ThrowIfFailed().Values<int>("SourcePort"));
        Assert.Single(_shell.Run("Get-NsgFlowLogFile $args[0] | Get-NsgFlowLogFile", _folder.Path).ThrowIfFailed().Output);
    }

    [Fact]
    public void Errors_are_those_of_reading()
    {
        Assert.Equal(["FileNotFound" + Id], _shell.Run("Get-NsgFlowLogFile $args[0]", _folder.File("none")).ErrorIds);
        Assert.Equal(["InvalidFilter" + Id], _shell.Run("Get-NsgFlowLogFile $args[0] -NetworkSecurityGroup '[z-a]'", _folder.Path).ErrorIds);
        Assert.Equal(["LastWithTimes" + Id], _shell.Run("Get-NsgFlowLogFile $args[0] -Last 1h -StartTime 2026-01-15", _folder.Path).ErrorIds);
        Assert.Contains("No file", Assert.Single(_shell.Run("Get-NsgFlowLogFile $args[0]", _folder.Path).ThrowIfFailed().Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_fits_120_columns()
    {
        _folder.Write(LogTree.Nsg(9), LogTree.Text(9, 0));

        string[] lines = _shell.Show("Get-NsgFlowLogFile $args[0]", _folder.Path).ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("Hour (UTC)           MacAddress   Complete        Length Kind                 Log", lines[0].TrimEnd());
        Assert.StartsWith("2026-01-15 09:00:00Z 000D3A000001 True", lines[2], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 120));
    }

    private IReadOnlyList<int> Hours(string filters) =>
        [.. _shell.Run($"Get-NsgFlowLogFile $args[0] {filters}", _folder.Path).ThrowIfFailed().Values<DateTimeOffset>("Hour").Select(hour => hour.Hour)];
}
