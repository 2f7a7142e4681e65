using System.Management.Automation;
using NsgFlow.PowerShell.Tests.Engine;

namespace NsgFlow.PowerShell.Tests.Commands;

/// <summary>A parameter that several cmdlets have is the same in each: type, aliases, sets and pipeline input.</summary>
public sealed class SharedParameterTests
{
    [Fact]
    public void Filters_are_the_same_with_and_without_paths()
    {
        Dictionary<string, string> files = Describe("Get-NsgFlowLog");
        Dictionary<string, string> text = Describe("ConvertFrom-NsgFlowLog");

        string[] own = ["InputObject", "InputStream", "SourceName"];
        string[] sources = ["Path", "LiteralPath", "StorageAccountName", "Context", "Container", "TargetResourceId", "NetworkInterface", "BlobUri", "ThrottleLimit"];
        Assert.Equal(files.Keys.Except(sources).Order(), text.Keys.Except(own).Order());
        Assert.All(text.Keys.Except(own), name => Assert.Equal(files[name], text[name]));
    }

    [Theory]
    [InlineData("Get-NsgFlowLogFile")]
    [InlineData("Get-NsgFlowCoverage")]
    public void Paths_and_filters_of_logs_are_the_same_wherever_files_are_taken(string command)
    {
        Dictionary<string, string> files = Describe("Get-NsgFlowLog");
        Dictionary<string, string> own = Describe(command);

        Assert.Equal(
            [
                "Container", "Context", "EndTime", "Last", "LiteralPath", "MacAddress", "NetworkInterface", "NetworkSecurityGroup", "Path", "ResourceGroupName",
                "StartTime", "StorageAccountName", "SubscriptionId", "TargetResourceId", "ThrottleLimit",
            ],
            own.Keys.Except(["Gap"]).Order(StringComparer.Ordinal));

        // Blobs are named one by one, and files looked at one by one, only where flows are read.
        Assert.All(own.Keys.Except(["Gap", "Context", "ThrottleLimit"]), name => Assert.Equal(files[name], own[name]));
    }

    private static Dictionary<string, string> Describe(string command)
    {
        using EngineSession session = new();
        CommandInfo info = session.Call("Get-Command", ("Name", command)).ThrowIfFailed().As<CommandInfo>()[0];
        return info.Parameters.Values
            .Where(parameter => !Cmdlet.CommonParameters.Contains(parameter.Name))
            .ToDictionary(parameter => parameter.Name, parameter => string.Join("; ",
                parameter.ParameterType.FullName,
                string.Join(',', parameter.Aliases),
                string.Join(',', parameter.Attributes.Where(a => a is not ParameterAttribute).Select(a => a.GetType().Name).Order(StringComparer.Ordinal)),
                string.Join(',', parameter.ParameterSets.OrderBy(set => set.Key, StringComparer.Ordinal).Select(set =>
                    $"{set.Key}:{set.Value.Position}:{set.Value.IsMandatory}:{set.Value.ValueFromPipeline}:{set.Value.ValueFromPipelineByPropertyName}"))));
    }
}
