using System.Management.Automation;
using NsgFlow.PowerShell.Tests.Engine;

namespace NsgFlow.PowerShell.Tests.Commands;

public sealed class MeasureRuleTests : IDisposable
{
    private const string Json = """{"name":"web","securityRules":[{"name":"web","priority":100,"access":"Allow","direction":"Inbound"},{"name":"AllowFtp","priority":200,"access":"Allow","direction":"Inbound"}],"defaultSecurityRules":[{"name":"DenyAllInBound","priority":65500,"access":"Deny","direction":"Inbound"}]}""";

    private readonly EngineSession _shell = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _shell.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("$args[1]")]
    [InlineData("@{ name = 'web'; securityRules = @{ name = 'web'; priority = 100; access = 'Allow'; direction = 'Inbound' }, @{ name = 'AllowFtp'; priority = 200; access = 'Allow'; direction = 'Inbound' }; defaultSecurityRules = @(@{ name = 'DenyAllInBound'; priority = 65500; access = 'Deny'; direction = 'Inbound' }) }")]
    [InlineData("($args[1] -split '(?<=,)')")]
    [InlineData("@(\"[$($args[1])]\", $args[1])")]
    [InlineData("$args[2]")]
    [InlineData("($args[0] + '/*.definition')")]
    [InlineData("([IO.FileInfo] $args[2])")]
    [InlineData("([pscustomobject]@{ Name = 'web'; SecurityRules = [Collections.Generic.List[object]]@([pscustomobject]@{ Name = 'web'; Priority = 100; Access = 'Allow'; Direction = 'Inbound' }; [pscustomobject]@{ Name = 'AllowFtp'; Priority = 200; Access = 'Allow'; Direction = 'Inbound' }); DefaultSecurityRules = [pscustomobject]@{ Name = 'DenyAllInBound'; Priority = 65500; Access = 'Deny'; Direction = 'Inbound' } })")]
    public void Rules_without_a_hit_appear_whatever_the_definition_comes_as(string definition)
    {
        WriteDay();
        string file = _folder.Write("rules.definition", Json);

        EngineResult result = _shell.Run($"Measure-NsgFlow $args[0] -RuleDefinition {definition}", _folder.Path, Json, file).ThrowIfFailed();

        Assert.Empty(result.Warnings);
        Assert.Equal(
            [
                "WEB, DefaultRule_DenyAllInBound 0 NoHit DenyAllInBound 65500 Deny Inbound True",
                "WEB, UserRule_AllowFtp 0 NoHit AllowFtp 200 Allow Inbound False",
                "WEB, UserRule_gone 1 NotDefined     ",
                "WEB, UserRule_web 3 Hit web 100 Allow Inbound False",
            ],
            result.Output.Select(Line));
        PSObject usage = result.Output[1].Get<PSObject>("RuleUsage");
        Assert.Equal((4, 3, 75.0), (usage.Get<int>("Hours"), usage.Get<int>("HoursWithLog"), usage.Get<double>("Coverage")));
        Assert.Equal(new DateTimeOffset(2026, 1, 15, 9, 0, 0, TimeSpan.Zero), usage.Get<DateTimeOffset>("WindowStart"));
        Assert.Equal(new DateTimeOffset(2026, 1, 15, 13, 0, 0, TimeSpan.Zero), usage.Get<DateTimeOffset>("WindowEnd"));
        Assert.Equal("NoHit, logs of 3 of 4 hours (75 %)", usage.ToString());
    }

    [Fact]
    public void The_window_is_that_of_the_times_given()
    {
        WriteDay();

        EngineResult result = _shell.Run("Measure-NsgFlow $args[0] -RuleDefinition $args[1] -By Rule, NetworkSecurityGroup -StartTime 2026-01-15T00:30Z -EndTime 2026-01-15T10:00Z", _folder.Path, Json).ThrowIfFailed();

        PSObject usage = result.Output.Single(item => item.Get<string>("Rule") == "UserRule_AllowFtp").Get<PSObject>("RuleUsage");
        Assert.Equal((10, 1, 10.0), (usage.Get<int>("Hours"), usage.Get<int>("HoursWithLog"), usage.Get<double>("Coverage")));
        Assert.Equal(new DateTimeOffset(2026, 1, 15, 0, 30, 0, TimeSpan.Zero), usage.Get<DateTimeOffset>("WindowStart"));
    }

    [Fact]
    public void From_the_pipeline_rules_are_the_same_and_coverage_is_unknown()
    {
        WriteDay();

        EngineResult fromPaths = _shell.Run("Measure-NsgFlow $args[0] -RuleDefinition $args[1] -ThrottleLimit 8", _folder.Path, Json).ThrowIfFailed();
        EngineResult piped = _shell.Run("Get-NsgFlowLog $args[0] | Measure-NsgFlow -RuleDefinition $args[1]", _folder.Path, Json).ThrowIfFailed();

        Assert.Equal(fromPaths.Output.Select(Line), piped.Output.Select(Line));
        PSObject usage = piped.Output[0].Get<PSObject>("RuleUsage");
        Assert.Null(usage.Get<object>("Coverage"));
        Assert.Equal("NoHit, coverage unknown", usage.ToString());
        Assert.Equal(new DateTimeOffset(2026, 1, 15, 9, 0, 1, TimeSpan.Zero), usage.Get<DateTimeOffset>("WindowStart"));
    }

    [Fact]
    public void A_group_without_a_log_has_no_coverage()
    {
        WriteDay();

        EngineResult result = _shell.Run("Measure-NsgFlow $args[0] -RuleDefinition $args[1] -Top 3", _folder.Path, Json.Replace("\"web\",\"sec", "\"other\",\"sec", StringComparison.Ordinal)).ThrowIfFailed();

        Assert.Equal(["WEB, UserRule_web", "WEB, UserRule_gone", "other, DefaultRule_DenyAllInBound"], result.Values<string>("Key"));
        Assert.Equal(0.0, result.Output[2].Get<PSObject>("RuleUsage").Get<double>("Coverage"));
    }

    [Fact]
    public void Logs_that_do_not_name_the_group_give_a_warning()
    {
        _folder.Write("old.json", """{"records":[{"time":"2024-01-15T09:00:05Z","macAddress":"000D3A000001","category":"FlowLogFlowEvent","flowLogResourceID":"/fl","targetResourceID":"/vnet","flowLogVersion":4,"flowRecords":{"flows":[{"aclID":"11111111-2222-3333-4444-555555555555","flowGroups":[{"rule":"UserRule_AllowFtp","flowTuples":["1705309200000,10.0.0.1,10.0.0.2,50000,21,6,I,B,NX,0,0,0,0"]},{"rule":"PlatformRule","flowTuples":["1705309200000,10.0.0.1,10.0.0.2,50000,22,6,I,B,NX,0,0,0,0"]}]}]}}]}""");

        EngineResult result = _shell.Run("Measure-NsgFlow $args[0] -RuleDefinition $args[1]", _folder.Path, Json).ThrowIfFailed();

        Assert.Contains("do not name the network security group of 1 tuples", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-RuleDefinition '{'", "RuleDefinitionNotJson")]
    [InlineData("-RuleDefinition '[]'", "RuleDefinitionEmpty")]
    [InlineData("-RuleDefinition 1", "RuleDefinitionEmpty")]
    [InlineData("-RuleDefinition ([pscustomobject]@{ Name = 'x'; SecurityRules = 'Azure.PSSecurityRule' })", "RuleDefinitionCut")]
    [InlineData("-RuleDefinition $args[1] -By Rule", "RuleDefinitionGrouping")]
    [InlineData("-RuleDefinition $args[1] -Interval 1h", "RuleDefinitionGrouping")]
    [InlineData("-RuleDefinition $args[1] -Deduplicate", "RuleDefinitionGrouping")]
    [InlineData("-RuleDefinition $args[1] -Top 3 -Approximate", "ApproximateUnsupported")]
    [InlineData("-RuleDefinition $args[0]", "InvalidPath")]
    public void A_definition_that_cannot_be_used_ends_the_command(string arguments, string id)
    {
        WriteDay();

        EngineResult result = _shell.Run("Measure-NsgFlow $args[0] " + arguments, _folder.Path, Json);

        Assert.Equal($"{id},NsgFlow.PowerShell.Commands.MeasureNsgFlowCommand", Assert.Single(result.ErrorIds));
        Assert.Empty(result.Output);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        EngineResult result = _shell.Run("Measure-NsgFlow $args[0] -RuleDefinition ./no-such.json", _folder.Path);

        Assert.Equal(["FileNotFound", "RuleDefinitionEmpty"], result.ErrorIds.Select(id => id.Split(',')[0]));
    }

    [Fact]
    public void What_a_template_leaves_open_is_an_error_and_the_rest_is_used()
    {
        WriteDay();
        const string template = """{"$schema":"x","resources":[{"type":"Microsoft.Network/networkSecurityGroups","name":"[parameters('open')]","properties":{"securityRules":[]}},{"type":"Microsoft.Network/networkSecurityGroups","name":"web","properties":{"securityRules":[]}}]}""";

        EngineResult result = _shell.Run("Measure-NsgFlow $args[0] -RuleDefinition $args[1]", _folder.Path, template);

        Assert.Equal("RuleDefinitionUnresolved,NsgFlow.PowerShell.Commands.MeasureNsgFlowCommand", Assert.Single(result.ErrorIds));
        Assert.Contains("[parameters('open')]", result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(8, result.Output.Count);
    }

    [Fact]
    public void A_file_in_UTF_16_is_read()
    {
        WriteDay();
        File.WriteAllText(_folder.File("utf16.definition"), Json, System.Text.Encoding.Unicode);

        EngineResult result = _shell.Run("Measure-NsgFlow $args[0] -RuleDefinition $args[1]", _folder.Path, _folder.File("utf16.definition")).ThrowIfFailed();

        Assert.Equal(4, result.Output.Count);
    }

    private static string Line(PSObject summary)
    {
        PSObject usage = summary.Get<PSObject>("RuleUsage");
        return $"{summary.Get<string>("Key")} {summary.Get<string>("Rows")} {usage.Get<string>("Status")} {usage.Get<string>("Name")} {usage.Get<string>("Priority")} {usage.Get<string>("Access")} {usage.Get<string>("Direction")} {usage.Get<string>("IsDefault")}";
    }

    /// <summary>Logs of nine, ten and twelve o'clock.</summary>
    private void WriteDay()
    {
        _folder.Write(LogTree.Nsg(9), LogText.Nsg(LogText.Tuple(1)));
        _folder.Write(LogTree.Nsg(10), LogText.Nsg(LogText.Tuple(3601)).Replace("UserRule_web", "UserRule_gone", StringComparison.Ordinal));
        _folder.Write(LogTree.Nsg(12), LogText.Nsg(LogText.Tuple(10801), LogText.Tuple(10802)));
    }
}
