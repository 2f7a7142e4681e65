BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
}

Describe 'ConvertTo-NsgFlowConnection on the samples' {
    It 'gives the same connections from paths and from the pipeline' {
        $paths = ConvertTo-NsgFlowConnection $Samples
        $piped = Get-NsgFlowLog $Samples | ConvertTo-NsgFlowConnection
        $paths.Count | Should -BeGreaterThan 1000
        Compare-Object $paths.ConnectionId $piped.ConnectionId | Should -BeNullOrEmpty
        ($paths.ConnectionId | Sort-Object -Unique).Count | Should -Be $paths.Count
    }

    It 'loses no byte of <Folder>' -ForEach @(@{ Folder = 'vnet' }, @{ Folder = 'nsg-v2' }) {
        $folder = Join-Path $Samples $Folder
        $truth = (Get-Content -Raw -LiteralPath (Join-Path $folder 'sample.truth') | ConvertFrom-Json)
        $connections = ConvertTo-NsgFlowConnection $folder
        ($connections | Measure-Object BytesSent -Sum).Sum | Should -Be $truth.byteSent
        ($connections | Measure-Object PacketsReceived -Sum).Sum | Should -Be $truth.pktRecv
        ($connections | Measure-Object Records -Sum).Sum | Should -Be $truth.tuples
    }

    It 'sorts by duration and groups by kind' {
        $longest = ConvertTo-NsgFlowConnection $Samples -MinimumDuration 1m | Sort-Object Duration -Descending | Select-Object -First 1
        $longest.Duration | Should -BeGreaterThan ([timespan]'00:01:00')
        ConvertTo-NsgFlowConnection $Samples | Group-Object EndKind -NoElement | ForEach-Object Name | Should -Contain 'Denied'
    }

    It 'gives connections that go to CSV and JSON' {
        $connection = ConvertTo-NsgFlowConnection (Join-Path $Samples vnet) -Decision Allow | Select-Object -First 1
        $json = $connection | ConvertTo-Json -EnumsAsStrings | ConvertFrom-Json
        $json.EndKind | Should -BeOfType [string]
        $json.CommunityId | Should -Match '^1:[A-Za-z0-9+/]{27}=$'
        $csv = Join-Path $TestDrive 'connections.csv'
        $connection | Export-Csv -LiteralPath $csv
        (Import-Csv -LiteralPath $csv).ConnectionId | Should -Be $connection.ConnectionId
    }

    It 'shows a table of at most 120 columns' {
        $lines = ConvertTo-NsgFlowConnection (Join-Path $Samples nsg-v2) | Select-Object -First 3 | Out-String -Width 120 -Stream | Where-Object { $_ }
        $lines[0] | Should -Match '^Start \(UTC\) +Duration +Source +Port +Destination +Port +Proto +Sent +Received +End'
        foreach ($line in $lines) { $line.Length | Should -BeLessOrEqual 120 }
    }

    It 'compares with the enumerations named in a script' {
        $denied = ConvertTo-NsgFlowConnection $Samples -Failed | Where-Object { $_.EndKind -eq [NsgFlow.FlowConnectionEnd]::Denied }
        $denied[0] | Should -BeOfType [NsgFlow.FlowConnection]
        $denied[0].IsFailed | Should -BeTrue
    }
}
