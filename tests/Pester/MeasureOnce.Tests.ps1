BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
}

Describe 'Measure-NsgFlow -Deduplicate' {
    It 'gives the same from paths, from the pipeline and for any number of workers' {
        $text = Measure-NsgFlow $Samples -Deduplicate -By DestinationPort -ThrottleLimit 1 | ConvertTo-Json -Depth 3
        Measure-NsgFlow $Samples -Deduplicate -By DestinationPort -ThrottleLimit 8 | ConvertTo-Json -Depth 3 | Should -Be $text
        Get-NsgFlowLog $Samples | Measure-NsgFlow -Deduplicate -By DestinationPort | ConvertTo-Json -Depth 3 | Should -Be $text
    }

    It 'counts a log once that is read under two names' {
        $copy = Join-Path $TestDrive 'copy'
        Copy-Item -LiteralPath (Join-Path $Samples 'nsg-v2') -Destination $copy -Recurse
        $once = Measure-NsgFlow (Join-Path $Samples 'nsg-v2') -Deduplicate
        $twice = Measure-NsgFlow (Join-Path $Samples 'nsg-v2'), $copy -Deduplicate
        foreach ($property in 'Rows', 'Flows', 'Denied', 'Continued', 'Bytes') { $twice.$property | Should -Be $once.$property }
        $twice.Duplicates.Repeated | Should -Be ($once.Rows + $once.Duplicates.Total + $once.Duplicates.Repeated)
    }

    It 'leaves rows out and says how many' {
        $plain = Measure-NsgFlow (Join-Path $Samples 'vnet')
        $once = Measure-NsgFlow (Join-Path $Samples 'vnet') -Deduplicate
        $once.Rows + $once.Duplicates.Total | Should -Be $plain.Rows
        $once.Duplicates | Should -BeOfType [NsgFlow.FlowDuplicates]
        $plain.Duplicates | Should -BeNullOrEmpty
    }
}

Describe 'Measure-NsgFlow -RuleDefinition' {
    BeforeAll {
        $rule = @{ priority = 400; access = 'Allow'; direction = 'Inbound' }
        $nsg = [pscustomobject]@{ Name = 'web'; SecurityRules = @([pscustomobject]($rule + @{ Name = 'AllowHttpsInBound' }), [pscustomobject]($rule + @{ Name = 'AllowFtp' })) }
    }

    It 'finds rules without a hit from objects and from their JSON' {
        $objects = Measure-NsgFlow (Join-Path $Samples 'nsg-v2') -RuleDefinition $nsg
        $json = Measure-NsgFlow (Join-Path $Samples 'nsg-v2') -RuleDefinition ($nsg | ConvertTo-Json -Depth 5)
        $json | ConvertTo-Json -Depth 3 | Should -Be ($objects | ConvertTo-Json -Depth 3)
        $idle = $objects | Where-Object { $_.RuleUsage.Status -eq 'NoHit' -and -not $_.RuleUsage.IsDefault }
        $idle.Rule | Should -Be 'UserRule_AllowFtp'
        $idle.Rows | Should -Be 0
        $idle.RuleUsage.Coverage | Should -Be 100
        $objects | Where-Object { $_.RuleUsage.Status -eq 'NotDefined' } | ForEach-Object Rule | Should -Contain 'UserRule_DenyRdpInBound'
    }

    It 'takes the lines of another program and the path of a file' {
        $lines = ($nsg | ConvertTo-Json -Depth 5) -split '\r?\n'
        $file = Join-Path $TestDrive 'nsg.json'
        $lines | Set-Content -LiteralPath $file
        $expected = (Measure-NsgFlow (Join-Path $Samples 'nsg-v2') -RuleDefinition $nsg).Key
        (Measure-NsgFlow (Join-Path $Samples 'nsg-v2') -RuleDefinition $lines).Key | Should -Be $expected
        (Measure-NsgFlow (Join-Path $Samples 'nsg-v2') -RuleDefinition $file).Key | Should -Be $expected
    }

    It 'says which rules may go nowhere' {
        Get-Help Measure-NsgFlow -Full | Out-String | Should -Not -Match 'safe to'
    }
}
