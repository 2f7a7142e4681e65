BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
}

Describe 'The pipelines of the README on the samples' {
    It 'groups denials by source address' {
        $groups = Get-NsgFlowLog $Samples | Where-Object Decision -EQ Deny | Group-Object SourceAddress -NoElement |
            Sort-Object Count -Descending
        $groups[0].Count | Should -BeGreaterThan 100
        $groups.Name | Should -Contain '198.51.100.66'
    }

    It 'agrees with the totals that were counted while the samples were written' -ForEach @(
        @{ Folder = 'vnet' }, @{ Folder = 'nsg-v2' }, @{ Folder = 'nsg-v1' }
    ) {
        $folder = Join-Path $Samples $Folder
        $truth = (Get-Content -Raw -LiteralPath (Join-Path $folder 'sample.truth') | ConvertFrom-Json)
        $flows = Get-NsgFlowLog $folder
        $flows | Should -HaveCount $truth.tuples
        ($flows | Measure-Object BytesSent -Sum).Sum | Should -Be $truth.byteSent
        ($flows | Measure-Object PacketsReceived -Sum).Sum | Should -Be $truth.pktRecv
        foreach ($rule in $truth.byRule.PSObject.Properties) {
            @($flows | Where-Object Rule -EQ $rule.Name) | Should -HaveCount $rule.Value
        }
    }

    It 'stops at the first with Select-Object -First' {
        (Get-NsgFlowLog $Samples | Select-Object -First 1).SourceAddress | Should -Not -BeNullOrEmpty
    }

    It 'sorts by time and by number' {
        $flows = Get-NsgFlowLog $Samples -State Continue, End | Sort-Object BytesSent -Descending
        $flows[0].BytesSent | Should -BeGreaterOrEqual $flows[-1].BytesSent
        $byTime = Get-NsgFlowLog $Samples | Sort-Object Time
        $byTime[0].Time | Should -BeLessOrEqual $byTime[-1].Time
    }

    It 'keeps an empty counter apart from zero in CSV and JSON' {
        $begin = Get-NsgFlowLog $Samples -State Begin | Select-Object -First 1
        $csv = Join-Path $TestDrive 'flows.csv'
        $begin | Export-Csv -LiteralPath $csv
        (Import-Csv -LiteralPath $csv).BytesSent | Should -BeExactly ''
        $json = $begin | ConvertTo-Json -EnumsAsStrings | ConvertFrom-Json
        $json.BytesSent | Should -Be $null
        $json.Decision | Should -BeOfType [string]
    }

    It 'shows a table of at most 120 columns with UTC times' {
        $lines = Get-NsgFlowLog $Samples | Select-Object -First 3 | Out-String -Width 120 -Stream | Where-Object { $_ }
        $lines[0] | Should -Match '^Time \(UTC\) +Decision +Direction +Protocol +Source +Port +Destination +Port +Rule'
        foreach ($line in $lines) { $line.Length | Should -BeLessOrEqual 120 }
    }

    It 'has a wide view and a list view' {
        $flow = Get-NsgFlowLog $Samples | Select-Object -First 1
        $flow | Format-Table -View Wide | Out-String -Width 320 | Should -Match 'PacketsSent +BytesSent +PacketsReceived +BytesReceived'
        $flow | Format-List | Out-String | Should -Match 'Time \(UTC\) +: 2026-01-15T\d\d:\d\d:\d\d\.\d{7}\+00:00'
    }

    It 'binds files from Get-ChildItem' {
        $files = Get-ChildItem -LiteralPath $Samples -Recurse -Filter PT1H.json
        @($files | Get-NsgFlowLog).Count | Should -Be @(Get-NsgFlowLog $Samples).Count
    }

    It 'compares with the enumerations named in a script' {
        $denied = Get-NsgFlowLog $Samples | Where-Object { $_.Decision -eq [NsgFlow.FlowDecision]::Deny }
        $denied[0] | Should -BeOfType [NsgFlow.FlowRecord]
    }
}
