BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
}

Describe 'Measure-NsgFlow' {
    It 'counts what Group-Object and Measure-Object count' {
        $flows = @(Get-NsgFlowLog $Samples)
        $groups = $flows | Group-Object Rule, Decision
        $summaries = @(Measure-NsgFlow $Samples -By Rule, Decision)
        $summaries | Should -HaveCount $groups.Count
        foreach ($group in $groups) {
            $summary = $summaries | Where-Object { $_.Rule -eq $group.Group[0].Rule -and $_.Decision -eq $group.Group[0].Decision }
            $summary.Rows | Should -Be $group.Count
            $known = @($group.Group | Where-Object { $null -ne $_.BytesSent })
            $summary.BytesSent | Should -Be ($known ? ($known | Measure-Object BytesSent -Sum).Sum : $null)
            $summary.FirstSeen | Should -Be ($group.Group | Measure-Object Time -Minimum).Minimum
        }
    }

    It 'gives the same for one worker, for eight and for records' -ForEach @(
        @{ Ask = @{ By = 'SourceAddress', 'DestinationPort' } }
        @{ Ask = @{ By = 'Pair'; Interval = '15m'; Distinct = 'DestinationPort', 'Rule' } }
        @{ Ask = @{ By = 'SourcePrefix', 'Service'; PrefixLength = 16; Top = 7; SortBy = 'Bytes' } }
        @{ Ask = @{ By = 'SourceAddress', 'SourcePort'; Top = 5; Approximate = $true } }
        @{ Ask = @{ } }
    ) {
        $text = Measure-NsgFlow $Samples -ThrottleLimit 1 @Ask | ConvertTo-Json -Depth 4
        $text | Should -Not -BeNullOrEmpty
        Measure-NsgFlow $Samples -ThrottleLimit 8 @Ask | ConvertTo-Json -Depth 4 | Should -Be $text
        Get-NsgFlowLog $Samples | Measure-NsgFlow @Ask | ConvertTo-Json -Depth 4 | Should -Be $text
    }

    It 'fills the hours without flows' {
        $hours = @(Measure-NsgFlow (Join-Path $Samples 'nsg-v2') -Interval 15m -FillGap -StartTime 2026-01-15T08:00Z -EndTime 2026-01-15T10:00Z)
        $hours | Should -HaveCount 8
        $hours[0].Rows | Should -Be 0
        ($hours | Measure-Object Rows -Sum).Sum | Should -Be (Measure-NsgFlow (Join-Path $Samples 'nsg-v2')).Rows
    }

    It 'shows keys and sums in a table that fits 120 columns' {
        $lines = (Measure-NsgFlow (Join-Path $Samples 'nsg-v2') -By SourceAddress, DestinationPort -Top 3 | Format-Table | Out-String -Width 120) -split '\r?\n'
        $lines | Where-Object { $_ -match '^203\.0\.113\.45, 3389 +\d+ +\d+ +\d+' } | Should -HaveCount 1
        ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 120
    }

    It 'ends with an error that names the fields there are' {
        { Measure-NsgFlow $Samples -By Rulx } | Should -Throw -ErrorId 'UnknownField,NsgFlow.PowerShell.Commands.MeasureNsgFlowCommand'
        $Error[0].ErrorDetails.RecommendedAction | Should -BeLike '*SourceAddress*Interval*Service*'
    }

    It 'ends where there are more groups than may be kept, and names the way out' {
        { Measure-NsgFlow $Samples -By SourcePort -MaxGroup 3 } | Should -Throw -ErrorId 'TooManyGroups,*'
        $Error[0].ErrorDetails.RecommendedAction | Should -BeLike '*-Top*-Approximate*'
    }
}
