using System.Collections.Frozen;
using System.Management.Automation;

namespace NsgFlow.Shell;

/// <summary>
/// Knows the commands that come with PowerShell but not with its engine, and answers for them: whoever calls one
/// learns that PowerShell is needed instead of being asked to check the spelling.
/// </summary>
internal static class MissingCommands
{
    private const string Utility = "Microsoft.PowerShell.Utility";
    private const string Management = "Microsoft.PowerShell.Management";
    private const string Security = "Microsoft.PowerShell.Security";

    private const string UtilityCommands = """
        Add-Member Add-Type Clear-Variable Compare-Object ConvertFrom-CliXml ConvertFrom-Csv ConvertFrom-Json
        ConvertFrom-Markdown ConvertFrom-SddlString ConvertFrom-StringData ConvertTo-CliXml ConvertTo-Csv
        ConvertTo-Html ConvertTo-Json ConvertTo-Xml Debug-Runspace Disable-PSBreakpoint Disable-RunspaceDebug
        Enable-PSBreakpoint Enable-RunspaceDebug Export-Alias Export-Clixml Export-Csv Export-FormatData
        Export-PSSession Format-Custom Format-Hex Format-List Format-Table Format-Wide Get-Alias Get-Culture
        Get-Date Get-Error Get-Event Get-EventSubscriber Get-FileHash Get-FormatData Get-Host Get-MarkdownOption
        Get-Member Get-PSBreakpoint Get-PSCallStack Get-Random Get-Runspace Get-RunspaceDebug Get-SecureRandom
        Get-TraceSource Get-TypeData Get-UICulture Get-Unique Get-Uptime Get-Variable Get-Verb Group-Object
        Import-Alias Import-Clixml Import-Csv Import-LocalizedData Import-PSSession Import-PowerShellDataFile
        Invoke-Expression Invoke-RestMethod Invoke-WebRequest Join-String Measure-Command Measure-Object New-Alias
        New-Event New-Guid New-Object New-TemporaryFile New-TimeSpan New-Variable Out-File Out-GridView Out-Printer
        Out-String Read-Host Register-EngineEvent Register-ObjectEvent Remove-Alias Remove-Event
        Remove-PSBreakpoint Remove-TypeData Remove-Variable Select-Object Select-String Select-Xml
        Send-MailMessage Set-Alias Set-Date Set-MarkdownOption Set-PSBreakpoint Set-TraceSource Set-Variable
        Show-Command Show-Markdown Sort-Object Start-Sleep Tee-Object Test-Json Trace-Command Unblock-File
        Unregister-Event Update-FormatData Update-List Update-TypeData Wait-Debugger Wait-Event Write-Debug
        Write-Error Write-Host Write-Information Write-Output Write-Progress Write-Verbose Write-Warning
        """;

    private const string ManagementCommands = """
        Add-Content Clear-Content Clear-Item Clear-ItemProperty Clear-RecycleBin Convert-Path Copy-Item
        Copy-ItemProperty Debug-Process Get-ChildItem Get-Clipboard Get-ComputerInfo Get-Content Get-HotFix
        Get-Item Get-ItemProperty Get-ItemPropertyValue Get-Location Get-PSDrive Get-PSProvider Get-Process
        Get-Service Get-TimeZone Invoke-Item Join-Path Move-Item Move-ItemProperty New-Item New-ItemProperty
        New-PSDrive New-Service Pop-Location Push-Location Remove-Item Remove-ItemProperty Remove-PSDrive
        Remove-Service Rename-Computer Rename-Item Rename-ItemProperty Resolve-Path Restart-Computer
        Restart-Service Resume-Service Set-Clipboard Set-Content Set-Item Set-ItemProperty Set-Location
        Set-Service Set-TimeZone Split-Path Start-Process Start-Service Stop-Computer Stop-Process Stop-Service
        Suspend-Service Test-Connection Test-Path Wait-Process
        """;

    private const string SecurityCommands = """
        ConvertFrom-SecureString ConvertTo-SecureString Get-Acl Get-AuthenticodeSignature Get-CmsMessage
        Get-Credential Get-ExecutionPolicy Get-PfxCertificate New-FileCatalog Protect-CmsMessage Set-Acl
        Set-AuthenticodeSignature Set-ExecutionPolicy Test-FileCatalog Unprotect-CmsMessage
        """;

    // The engine resolves most aliases by itself, except, outside Windows, those that are programs there;
    // a small container has neither.
    private const string Aliases = """
        ac=Add-Content cat=Get-Content compare=Compare-Object cp=Copy-Item diff=Compare-Object kill=Stop-Process
        ls=Get-ChildItem mv=Move-Item ps=Get-Process rm=Remove-Item rmdir=Remove-Item sleep=Start-Sleep
        sort=Sort-Object start=Start-Process tee=Tee-Object write=Write-Output
        """;

    private static readonly FrozenDictionary<string, MissingCommand> s_commands = Build();

    /// <summary>Answers the engine's question for a command it did not find.</summary>
    public static void OnCommandNotFound(object? sender, CommandLookupEventArgs e)
    {
        if (s_commands.ContainsKey(e.CommandName))
        {
            e.Command = new CmdletInfo(e.CommandName, typeof(MissingCommandCommand));
        }
    }

    /// <summary>Finds what is known of a command or alias.</summary>
    public static MissingCommand? Find(string name) => s_commands.GetValueOrDefault(name);

    private static FrozenDictionary<string, MissingCommand> Build()
    {
        Dictionary<string, MissingCommand> commands = new(StringComparer.OrdinalIgnoreCase);
        Add(commands, Utility, UtilityCommands);
        Add(commands, Management, ManagementCommands);
        Add(commands, Security, SecurityCommands);
        foreach (string pair in Words(Aliases))
        {
            string[] parts = pair.Split('=');
            commands.Add(parts[0], commands[parts[1]]);
        }

        return commands.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    private static void Add(Dictionary<string, MissingCommand> commands, string module, string names)
    {
        foreach (string name in Words(names))
        {
            commands.Add(name, new MissingCommand(name, module));
        }
    }

    private static string[] Words(string text) =>
        text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>A command that comes with PowerShell only.</summary>
/// <param name="Name">Its full name.</param>
/// <param name="Module">The module of PowerShell that has it.</param>
internal sealed record MissingCommand(string Name, string Module);
