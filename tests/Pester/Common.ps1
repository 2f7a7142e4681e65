# Dot-sourced by every test file: finds and imports the module that is tested.
Set-StrictMode -Version Latest
$script:RepositoryRoot = (Resolve-Path -LiteralPath (Join-Path $PSScriptRoot '../..')).Path
$script:ModuleFolder = if ($env:NSGFLOW_MODULE) { $env:NSGFLOW_MODULE } else { Join-Path $RepositoryRoot 'out/NsgFlow.PowerShell' }
$script:Samples = Join-Path $RepositoryRoot 'samples'
Import-Module -Name $ModuleFolder -Force

# The cmdlets of the module, whatever else the session holds.
function Get-ModuleCmdlet {
    (Get-Module NsgFlow.PowerShell).ExportedCmdlets.Values | Sort-Object Name
}

# The parameters that are a cmdlet's own.
function Get-OwnParameter {
    param([System.Management.Automation.CmdletInfo] $Cmdlet)

    $common = [System.Management.Automation.Cmdlet]::CommonParameters + [System.Management.Automation.Cmdlet]::OptionalCommonParameters
    $Cmdlet.Parameters.Values | Where-Object Name -NotIn $common
}

# A log of an NSG, version 2, with the tuples given.
function Get-NsgLogText {
    param([string[]] $Tuple, [string] $Rule = 'UserRule_web')

    '{"records":[{"time":"2026-01-15T09:00:05Z","macAddress":"000D3A000001","category":"NetworkSecurityGroupFlowEvent","resourceId":"/SUBSCRIPTIONS/S/RESOURCEGROUPS/G/PROVIDERS/MICROSOFT.NETWORK/NETWORKSECURITYGROUPS/N","properties":{"Version":2,"flows":[{"rule":"' +
    $Rule + '","flows":[{"mac":"000D3A000001","flowTuples":["' + ($Tuple -join '","') + '"]}]}]}}]}'
}

function Compress-Byte {
    [OutputType([byte[]])]
    param([byte[]] $Bytes)

    $memory = [System.IO.MemoryStream]::new()
    $gzip = [System.IO.Compression.GZipStream]::new($memory, [System.IO.Compression.CompressionLevel]::Fastest)
    $gzip.Write($Bytes, 0, $Bytes.Length)
    $gzip.Dispose()
    , $memory.ToArray()
}
