# Dot-sourced by every test file: finds and imports the module that is tested.
$script:RepositoryRoot = (Resolve-Path -LiteralPath (Join-Path $PSScriptRoot '../..')).Path
$script:ModuleFolder = if ($env:NSGFLOW_MODULE) { $env:NSGFLOW_MODULE } else { Join-Path $RepositoryRoot 'out/NsgFlow.PowerShell' }
$script:Samples = Join-Path $RepositoryRoot 'samples'
Import-Module -Name $ModuleFolder -Force
