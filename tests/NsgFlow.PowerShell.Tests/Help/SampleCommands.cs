using System.Management.Automation;

namespace NsgFlow.PowerShell.Tests.Help;

public enum SampleColour
{
    Red,
    Green,
}

/// <summary>What the help tool is tried on: this assembly is handed to it as if it held the module's cmdlets.</summary>
[Cmdlet(VerbsCommon.Get, "Sample", DefaultParameterSetName = "Path", SupportsShouldProcess = true, HelpUri = "https://example.org/get-sample")]
[OutputType(typeof(DateTimeOffset), typeof(string[]))]
public sealed class GetSampleCommand : SampleCommand
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = "Path")]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Literal")]
    [Alias("PSPath", "FullName")]
    public string[] LiteralPath { get; set; } = [];

    [Parameter]
    public SampleColour Colour { get; set; }

    [Parameter(ParameterSetName = "Path")]
    [ValidateSet("Low", "High")]
    public string? Level { get; set; }

    [Parameter]
    public int? Count { get; set; }

    [Parameter(DontShow = true)]
    public SwitchParameter Secret { get; set; }
}

/// <summary>A base, whose parameters are the cmdlet's own.</summary>
public abstract class SampleCommand : PSCmdlet
{
    [Parameter]
    public SwitchParameter Strict { get; set; }
}
