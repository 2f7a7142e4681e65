<#
.SYNOPSIS
Times several ways to ask the same question of a folder of logs, each in a shell of its own.

.DESCRIPTION
For each way a pwsh is started with the module loaded; the command is run once to warm up and then several times. The
table tells the median, and the most memory the process ever held.

.PARAMETER Path
A folder of logs.

.PARAMETER Module
The staged module.

.PARAMETER Rounds
How often each is timed.
#>
param(
    [Parameter(Mandatory)] [string] $Path,
    [string] $Module = "$PSScriptRoot/../../../out/NsgFlow.PowerShell/NsgFlow.PowerShell.psd1",
    [int] $Rounds = 3
)

$questions = [ordered] @{
    'Denied flows to port 3389' = @(
        'Get-NsgFlowLog $Logs -Decision Deny -DestinationPort 3389 | Out-Null'
        'Get-NsgFlowLog $Logs | Where-Object { $_.Decision -eq "Deny" -and $_.DestinationPort -eq 3389 } | Out-Null'
    )
    'Rows by destination port' = @(
        'Measure-NsgFlow $Logs -By DestinationPort | Out-Null'
        '$count = @{}; Get-NsgFlowLog $Logs | ForEach-Object { $count[$_.DestinationPort]++ }'
        'Get-NsgFlowLog $Logs | Group-Object DestinationPort -NoElement | Out-Null'
    )
    'Bytes sent in all' = @(
        'Measure-NsgFlow $Logs | Out-Null'
        'Get-NsgFlowLog $Logs | Measure-NsgFlow | Out-Null'
        'Get-NsgFlowLog $Logs -State Continue, End | Measure-Object BytesSent -Sum | Out-Null'
    )
    'Ten largest talkers' = @(
        'Measure-NsgFlow $Logs -By SourceAddress -Top 10 -SortBy Bytes | Out-Null'
        'Get-NsgFlowLog $Logs | Measure-NsgFlow -By SourceAddress -Top 10 -SortBy Bytes | Out-Null'
        'Get-NsgFlowLog $Logs | Group-Object SourceAddress | Sort-Object Count -Descending | Select-Object -First 10 | Out-Null'
    )
}

$measure = {
    param($Module, $Logs, $Command, $Rounds)
    Import-Module $Module
    $ProgressPreference = 'SilentlyContinue'
    $block = [scriptblock]::Create($Command)
    & $block
    $times = foreach ($round in 1..$Rounds) { (Measure-Command $block).TotalSeconds }
    '{0} {1}' -f ($times | Sort-Object)[[int][math]::Floor($Rounds / 2)], ([Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64 / 1MB)
}

$pwsh = (Get-Process -Id $PID).Path
foreach ($question in $questions.Keys) {
    foreach ($command in $questions[$question]) {
        $told = & $pwsh -NoProfile -Command $measure -args (Convert-Path $Module), (Convert-Path $Path), $command, $Rounds
        $seconds, $megabytes = -split $told
        [pscustomobject] @{ Question = $question; Command = $command; Seconds = [math]::Round([double]$seconds, 2); PeakMB = [int][double]$megabytes }
    }
}
