namespace NsgFlow.PowerShell.Tests.Shell;

public sealed class MissingCommandTests
{
    [Fact]
    public async Task A_command_of_PowerShell_itself_is_said_to_need_PowerShell()
    {
        using ScriptFolder folder = new();
        string target = folder.PathOf("target.txt");
        string script = folder.Write("script.ps1", $$"""
            gc 'file'
            1, 2 | ForEach-Object { [Console]::WriteLine('upstream'); $_ } | Sort-Object -Property Bytes -Descending
            'text' > '{{target}}'
            try { ConvertTo-Json 1 } catch [System.Management.Automation.CommandNotFoundException] { "caught: $_" }
            no-such-command
            Get-Command Sort-Object
            'last'
            """);

        ShellResult result = await ShellProcess.RunAsync(script);

        Assert.Equal(2, result.OutputLines.Length);
        Assert.StartsWith("caught: The command 'ConvertTo-Json' comes with PowerShell itself", result.OutputLines[0], StringComparison.Ordinal);
        Assert.Contains("install PowerShell 7.4 or later", result.OutputLines[0], StringComparison.Ordinal);
        Assert.Equal("last", result.OutputLines[1]);
        string error = OneLine(result.Error);
        Assert.Contains("'Get-Content' comes with PowerShell itself (module Microsoft.PowerShell.Management)", error, StringComparison.Ordinal);
        Assert.Contains("'Sort-Object' comes with PowerShell itself (module Microsoft.PowerShell.Utility)", error, StringComparison.Ordinal);
        Assert.Contains("Redirection to a file (> and >>) uses 'Out-File'", error, StringComparison.Ordinal);
        Assert.Contains("The term 'no-such-command' is not recognized", error, StringComparison.Ordinal);
        Assert.Contains("The term 'Sort-Object' is not recognized", error, StringComparison.Ordinal);
        Assert.False(File.Exists(target));
    }

    [Fact]
    public async Task What_the_engine_has_works_and_the_module_is_loaded()
    {
        ShellResult result = await ShellProcess.RunAsync("-c", """
            1..5 | Where-Object { $_ -gt 3 } | ForEach-Object { $_ * 2 }
            (Get-Module NsgFlow.PowerShell).Name
            (help Import-Module).Name
            """);

        Assert.Equal(["8", "10", "NsgFlow.PowerShell", "Import-Module"], result.OutputLines);
    }

    [Fact]
    public async Task Modules_of_an_installed_PowerShell_are_left_alone()
    {
        using ScriptFolder folder = new();
        Directory.CreateDirectory(folder.PathOf("Microsoft.PowerShell.Utility"));
        folder.Write(
            Path.Combine("Microsoft.PowerShell.Utility", "Microsoft.PowerShell.Utility.psd1"),
            "@{ ModuleVersion = '7.0.0.0'; NestedModules = @('Microsoft.PowerShell.Commands.Utility.dll'); CmdletsToExport = @('Get-Date') }");

        ShellResult result = await ShellProcess.RunAsync(
            string.Empty, ["-c", "Get-Date"], new Dictionary<string, string> { ["PSModulePath"] = folder.PathOf(string.Empty) });

        Assert.Contains("The command 'Get-Date' comes with PowerShell itself", result.Error, StringComparison.Ordinal);
    }

    /// <summary>The error view folds long messages and draws a bar before each line.</summary>
    private static string OneLine(string error) => string.Join(
        ' ',
        error.Split(Environment.NewLine).Select(line => line.Trim(' ', '|')).Where(line => line.Length > 0));
}
