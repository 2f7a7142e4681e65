BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
}

Describe 'Trace-NsgFlow' {
    It 'finds the rule that denies, in files and in records alike' {
        $ask = @{ SourceAddress = '203.0.113.45'; DestinationAddress = '10.20.1.4'; DestinationPort = 3389 }
        $trace = Trace-NsgFlow (Join-Path $Samples 'nsg-v2') @ask
        $trace.Verdict | Should -Be 'DeniedBy'
        $trace.Rule | Should -Be 'UserRule_DenyRdpInBound'
        $trace.Attempts | Should -Be (Get-NsgFlowLog (Join-Path $Samples 'nsg-v2') @ask | Measure-Object).Count
        Get-NsgFlowLog (Join-Path $Samples 'nsg-v2') | Trace-NsgFlow @ask | ConvertTo-Json -Depth 4 | Should -Be ($trace | ConvertTo-Json -Depth 4)
    }

    It 'gives the same traces of all conversations for one worker and for eight, and for records' {
        $one = Trace-NsgFlow $Samples -ThrottleLimit 1
        $one | Should -HaveCount (Get-NsgFlowLog $Samples | Group-Object SourceAddress, DestinationAddress, DestinationPort, Protocol).Count
        $text = $one | ConvertTo-Json -Depth 4
        Trace-NsgFlow $Samples -ThrottleLimit 8 | ConvertTo-Json -Depth 4 | Should -Be $text
        Get-NsgFlowLog $Samples | Trace-NsgFlow | ConvertTo-Json -Depth 4 | Should -Be $text
    }

    It 'survives a round trip through JSON with its points' {
        $trace = Trace-NsgFlow (Join-Path $Samples 'vnet') -SourceAddress 10.20.2.4 -DestinationAddress 10.20.3.200
        $read = $trace | ConvertTo-Json -Depth 4 -EnumsAsStrings | ConvertFrom-Json
        $read.Verdict | Should -Be 'Allowed'
        $read.Points[0].Side | Should -Be 'Source'
        $read.Points.Count | Should -Be $trace.Points.Count
    }

    It 'shows the verdict and each point' {
        $text = Trace-NsgFlow (Join-Path $Samples 'nsg-v2') -SourceAddress 203.0.113.45 -DestinationAddress 10.20.1.4 | Out-String -Width 200
        $text | Should -BeLike '*203.0.113.45 -> 10.20.1.4:3389 TCP: DeniedBy*'
        $text | Should -BeLike '*DENIED by UserRule_DenyRdpInBound (WEB), attempts: 68*'
    }

    It 'has a table that fits 120 columns' {
        $lines = (Trace-NsgFlow (Join-Path $Samples 'nsg-v2') -SourceAddress 203.0.113.45 | Format-Table | Out-String -Width 120) -split '\r?\n'
        $lines | Where-Object { $_ -match '^DeniedBy +203.0.113.45 +10.20.1.4 +3389 TCP +2026-01-15 08:53:19Z? +68 UserRule_DenyRdpInBo' } | Should -HaveCount 1
        ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 120
    }
}
