@{
    RootModule           = 'NsgFlow.PowerShell.psm1'
    ModuleVersion        = '0.1.0'
    GUID                 = '47c453e2-fc1d-4a57-b89f-393087771708'
    Author               = 'The NsgFlow.PowerShell authors'
    CompanyName          = 'The NsgFlow.PowerShell authors'
    Copyright            = 'Copyright (c) The NsgFlow.PowerShell authors'
    Description          = 'Reads Azure network security group and virtual network flow logs into typed objects, from files or text.'

    # Load contexts, which keep the module's packages apart from those of Az, need .NET; 7.4 is the oldest tested.
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')

    # The script loads them, each into its own context.
    RequiredAssemblies   = @()
    # No types file: that of another copy would clash with one already loaded, before the script can say what to do.
    FormatsToProcess     = @('NsgFlow.PowerShell.Format.ps1xml')

    FunctionsToExport    = @()
    CmdletsToExport      = @(
        'ConvertFrom-NsgFlowLog'
        'ConvertFrom-NsgFlowTuple'
        'ConvertTo-NsgFlowConnection'
        'Get-NsgFlowCoverage'
        'Get-NsgFlowLog'
        'Get-NsgFlowLogFile'
        'Measure-NsgFlow'
        'New-NsgFlowSample'
        'New-NsgFlowStorageContext'
        'Save-NsgFlowLog'
        'Test-NsgFlowManifest'
        'Trace-NsgFlow'
    )
    VariablesToExport    = @()
    AliasesToExport      = @()

    PrivateData          = @{
        PSData = @{
            Tags         = @(
                'PSEdition_Core'
                'Windows'
                'Linux'
                'MacOS'
                'Azure'
                'NSG'
                'FlowLogs'
                'VNet'
                'Network'
                'Security'
                'DFIR'
            )
            ReleaseNotes = 'See CHANGELOG.md in the module''s source.'
        }
    }
}
