<#
.SYNOPSIS
Builds, tests and packs NsgFlow.PowerShell.

.DESCRIPTION
A thin front for the .NET SDK. Without parameters it builds the solution and stages the module in
out/NsgFlow.PowerShell, importable as it is.

.PARAMETER Task
Build   builds and stages the module.
Test    runs dotnet test, then Pester where it is installed.
Pester  runs the Pester suite on the module that is staged.
Test8   publishes the engine's tests with the runtime of .NET 8, which PowerShell 7.4 has, and runs them on it.
Soak    runs what takes long: ten minutes of fuzzing, holes between any two bytes of a log, fifty killed evidence
        copies, the tests on .NET 8, and
        the measurements of tests/NsgFlow.Benchmarks; see the READMEs there and in tests/NsgFlow.Fuzz.
Shell   publishes nsgflow for this system to out/nsgflow, compiled ahead so that it starts in half the time.
Pack    writes out/NsgFlow.PowerShell.zip, as Azure Automation takes it.
Clean   removes out/ and what builds have left.

.PARAMETER Configuration
Release or Debug.

.PARAMETER ResultFile
Where the Pester task writes its results, as NUnit XML.

.EXAMPLE
./build.ps1

Builds and stages out/NsgFlow.PowerShell.

.EXAMPLE
./build.ps1 -Task Test

Runs all tests.
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Pester', 'Test8', 'Soak', 'Shell', 'Pack', 'Clean')]
    [string] $Task = 'Build',

    [ValidateSet('Release', 'Debug')]
    [string] $Configuration = 'Release',

    [string] $ResultFile
)

$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
$out = Join-Path $root 'out'
$module = Join-Path $out 'NsgFlow.PowerShell'
$solution = Join-Path $root 'NsgFlow.PowerShell.sln'

function Invoke-DotNet {
    param([string[]] $ArgumentList)

    & dotnet @ArgumentList
    if ($LASTEXITCODE -ne 0) {
        throw "dotnet $($ArgumentList[0]) failed with exit code $LASTEXITCODE."
    }
}

# In a process of its own: an assembly that this session holds could not be exchanged by the next build.
function Invoke-Pester5 {
    param([string] $ResultFile)

    $script = {
        param($Tests, $Module, $ResultFile)
        $env:NSGFLOW_MODULE = $Module
        $configuration = New-PesterConfiguration
        $configuration.Run.Path = $Tests
        $configuration.Run.Exit = $true
        $configuration.Output.Verbosity = 'Normal'
        if ($ResultFile) {
            $configuration.TestResult.Enabled = $true
            $configuration.TestResult.OutputFormat = 'NUnitXml'
            $configuration.TestResult.OutputPath = $ResultFile
        }
        Invoke-Pester -Configuration $configuration
    }
    $pwsh = (Get-Process -Id $PID).Path
    & $pwsh -NoProfile -Command $script -args (Join-Path $root 'tests/Pester'), $module, $ResultFile
    if ($LASTEXITCODE -ne 0) {
        throw "$LASTEXITCODE Pester tests failed."
    }
}

# A copy with its own runtime: the SDK that builds need not have that of .NET 8. It is built beside the tree's own
# output, which is for another runtime.
function Invoke-Test8 {
    $rid = [System.Runtime.InteropServices.RuntimeInformation]::RuntimeIdentifier
    $folder = Join-Path $out 'net8'
    Invoke-DotNet -ArgumentList publish, (Join-Path $root 'tests/NsgFlow.Tests'), '-c', 'Release', '-p:NsgFlowTestFramework=net8.0',
        '-r', $rid, '--self-contained', '--artifacts-path', $folder, '-o', (Join-Path $folder 'tests')
    & (Join-Path $folder 'tests/NsgFlow.Tests')
    if ($LASTEXITCODE -ne 0) {
        throw 'Tests failed on .NET 8.'
    }
}

function Test-Pester5 {
    [bool](Get-Module -ListAvailable -Name Pester | Where-Object Version -ge ([version]'5.0'))
}

switch ($Task) {
    'Build' {
        Invoke-DotNet -ArgumentList build, $solution, -c, $Configuration
    }
    'Test' {
        Invoke-DotNet -ArgumentList test, $solution, -c, $Configuration
        if (Test-Pester5) {
            Invoke-Pester5 -ResultFile $ResultFile
        }
        else {
            Write-Information 'Pester: skipped, for Pester 5 is not installed here.' -InformationAction Continue
        }
    }
    'Pester' {
        if (-not (Test-Path -LiteralPath (Join-Path $module 'NsgFlow.PowerShell.psd1'))) {
            throw 'The module is not staged. Run ./build.ps1 first.'
        }
        Invoke-Pester5 -ResultFile $ResultFile
    }
    'Test8' {
        Invoke-Test8
    }
    'Soak' {
        $fuzz = Join-Path $root 'tests/NsgFlow.Fuzz'
        Invoke-DotNet -ArgumentList run, --project, $fuzz, '-c', 'Release', '--', 'run', '--seconds', '600', '--out', (Join-Path $out 'fuzz')
        $env:NSGFLOW_HOLE_STEP = '1'
        try {
            Invoke-DotNet -ArgumentList test, (Join-Path $root 'tests/NsgFlow.Tests'), '-c', 'Release', '--filter', 'FullyQualifiedName~HoleTests'
        }
        finally {
            Remove-Item -LiteralPath Env:NSGFLOW_HOLE_STEP
        }
        $env:NSGFLOW_SOAK = '1'
        try {
            Invoke-DotNet -ArgumentList test, (Join-Path $root 'tests/NsgFlow.Azure.Tests'), '-c', 'Release', '--filter', 'FullyQualifiedName~Soak|FullyQualifiedName~StopTests|FullyQualifiedName~KilledSaveTests', '--logger', 'console;verbosity=detailed'
        }
        finally {
            Remove-Item -LiteralPath Env:NSGFLOW_SOAK
        }
        Invoke-Test8
        Invoke-DotNet -ArgumentList run, --project, (Join-Path $root 'tests/NsgFlow.Benchmarks'), '-c', 'Release', '--', 'soak'
    }
    'Shell' {
        $project = Join-Path $root 'src/NsgFlow.Shell'
        $rid = [System.Runtime.InteropServices.RuntimeInformation]::RuntimeIdentifier
        Invoke-DotNet -ArgumentList publish, $project, '-c', $Configuration, '-r', $rid, '-o', (Join-Path $out 'nsgflow')
    }
    'Pack' {
        Invoke-DotNet -ArgumentList build, $solution, -c, $Configuration
        $zip = Join-Path $out 'NsgFlow.PowerShell.zip'
        Compress-Archive -Path $module -DestinationPath $zip -Force
        Get-Item -LiteralPath $zip
    }
    'Clean' {
        if (Test-Path -LiteralPath $out) {
            Remove-Item -LiteralPath $out -Recurse -Force
        }
        Invoke-DotNet -ArgumentList clean, $solution, -c, $Configuration
    }
}
