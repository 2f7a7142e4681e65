using NsgFlow.PowerShell.Tests.Engine;

namespace NsgFlow.PowerShell.Tests.Help;

/// <summary>The judge of the examples must itself be able to say no.</summary>
public sealed class ExampleScriptTests
{
    private static readonly EngineSession s_session = new();

    [Theory]
    [InlineData("Get-NsgFlowLog -Path x | Where-Object { $_.Rule } | ForEach-Object Rule", true)]
    [InlineData("function Test-It { 1 }; Test-It", true)]
    [InlineData("Get-NsgFlowLog -Path x | Group-Object Rule", false)]
    [InlineData("1..3 | ForEach-Object { Get-Date }", false)]
    [InlineData("Get-NsgFlowLog -Path x > flows.txt", false)]
    public void What_the_session_lacks_is_seen(string code, bool expected) =>
        Assert.Equal(expected, new ExampleScript(code).CanRun(s_session));

    [Theory]
    [InlineData("Get-NsgFlowLog -Path x | Group-Object Rule", null)]
    [InlineData("Get-NsgFlowLog -Path x |", "empty pipe")]
    [InlineData("Get-NsgFlowLog -Pathh x", "no parameter -Pathh")]
    [InlineData("Get-NsgFlowLog -Pa x", "no parameter -Pa")]
    [InlineData("1..2 | ForEach-Object { Get-NsgFlowLog -Nothing }", "no parameter -Nothing")]
    [InlineData("Get-NsgFlowLogs x", "no cmdlet")]
    [InlineData("get-nsgflowlog x", "spelled Get-NsgFlowLog")]
    public void What_is_wrong_is_said(string code, string? message)
    {
        IReadOnlyList<string> problems = new ExampleScript(code).Check(s_session);

        if (message is null)
        {
            Assert.Empty(problems);
        }
        else
        {
            Assert.Contains(problems, problem => problem.Contains(message, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void What_fails_at_run_time_is_said()
    {
        Assert.Empty(new ExampleScript("1").Run(s_session));
        Assert.Contains("no such luck", Assert.Single(new ExampleScript("1; throw 'no such luck'").Run(s_session)), StringComparison.Ordinal);
    }
}
