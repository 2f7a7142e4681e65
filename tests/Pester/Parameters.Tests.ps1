# Every parameter set, and every filter against Where-Object. Coverage.Tests.ps1 reads the tables.
BeforeDiscovery {
    . (Join-Path $PSScriptRoot 'Common.ps1')

    # Run uses the parameters of one set and no other; Count is what it must give.
    $sets = @(
        @{ Command = 'ConvertFrom-NsgFlowLog'; Set = 'InputObject'; Count = 131; Run = { ConvertFrom-NsgFlowLog -InputObject (Get-Content -Raw -LiteralPath $Log) } }
        @{ Command = 'ConvertFrom-NsgFlowLog'; Set = 'InputStream'; Count = 131; Run = { ConvertFrom-NsgFlowLog -InputStream ([System.IO.File]::OpenRead($Log)) } }
        @{ Command = 'ConvertFrom-NsgFlowTuple'; Set = '__AllParameterSets'; Count = 2; Run = { ConvertFrom-NsgFlowTuple -Tuple $Tuple, $Tuple } }
        @{ Command = 'Get-NsgFlowCoverage'; Set = 'Path'; Count = 1; Run = { Get-NsgFlowCoverage -Path $Log } }
        @{ Command = 'Get-NsgFlowCoverage'; Set = 'LiteralPath'; Count = 1; Run = { Get-NsgFlowCoverage -LiteralPath $Log } }
        @{ Command = 'Get-NsgFlowLog'; Set = 'Path'; Count = 131; Run = { Get-NsgFlowLog -Path $Log } }
        @{ Command = 'Get-NsgFlowLog'; Set = 'LiteralPath'; Count = 131; Run = { Get-NsgFlowLog -LiteralPath $Log } }
        @{ Command = 'Get-NsgFlowLogFile'; Set = 'Path'; Count = 1; Run = { Get-NsgFlowLogFile -Path $Log } }
        @{ Command = 'Get-NsgFlowLogFile'; Set = 'LiteralPath'; Count = 1; Run = { Get-NsgFlowLogFile -LiteralPath $Log } }
        @{ Command = 'New-NsgFlowSample'; Set = '__AllParameterSets'; Count = 2; Run = { New-NsgFlowSample -Path "$TestDrive/set" -Force } }
    )

    # What a filter keeps is what Where-Object keeps.
    $filters = @(
        @{ Parameter = 'Address'; Value = '203.0.113.45'; Keeps = { $_.SourceAddress -eq '203.0.113.45' -or $_.DestinationAddress -eq '203.0.113.45' } }
        @{ Parameter = 'Between'; Value = '10.20.1.4', '10.20.250.0/24'; Keeps = { ($_.SourceAddress -eq '10.20.1.4' -and $_.DestinationAddress -like '10.20.250.*') -or ($_.DestinationAddress -eq '10.20.1.4' -and $_.SourceAddress -like '10.20.250.*') } }
        @{ Parameter = 'Decision'; Value = 'Deny'; Keeps = { $_.Decision -eq 'Deny' } }
        @{ Parameter = 'DestinationAddress'; Value = '10.20.250.0/24'; Keeps = { $_.DestinationAddress -like '10.20.250.*' } }
        @{ Parameter = 'DestinationPort'; Value = 22, 3389; Keeps = { $_.DestinationPort -in 22, 3389 } }
        @{ Parameter = 'Direction'; Value = 'Outbound'; Keeps = { $_.Direction -eq 'Outbound' } }
        @{ Parameter = 'EndTime'; Value = '2026-01-15T09:00Z'; Keeps = { $_.Time -lt [datetimeoffset] '2026-01-15T09:00Z' } }
        @{ Parameter = 'Last'; Value = [timespan] '36500.00:00:00'; Keeps = { $true } }
        @{ Parameter = 'Last'; Value = [timespan]::MaxValue; Keeps = { $true } }
        @{ Parameter = 'MacAddress'; Value = '60-45-bd-1f-e8-01'; Keeps = { $_.MacAddress -eq '6045BD1FE801' } }
        @{ Parameter = 'NetworkSecurityGroup'; Value = 'WEB*'; Keeps = { $_.NetworkSecurityGroup -like 'web*' } }
        @{ Parameter = 'Port'; Value = 443; Keeps = { $_.SourcePort -eq 443 -or $_.DestinationPort -eq 443 } }
        @{ Parameter = 'Protocol'; Value = 'UDP'; Keeps = { $_.Protocol -eq 'UDP' } }
        @{ Parameter = 'Protocol'; Value = 6; Keeps = { $_.Protocol -eq 'TCP' } }
        @{ Parameter = 'ResourceGroupName'; Value = 'sh?p'; Keeps = { $_.AclId, $_.TargetResourceId -like '*/resourceGroups/shop/*' } }
        @{ Parameter = 'Rule'; Value = 'DenyRdp*'; Keeps = { $_.Rule -eq 'UserRule_DenyRdpInBound' } }
        @{ Parameter = 'SourceAddress'; Value = '!10.0.0.0/8', '!fd00::/8'; Keeps = { $_.SourceAddress -notlike '10.*' -and $_.SourceAddress -notlike 'fd*' } }
        @{ Parameter = 'SourcePort'; Value = 123; Keeps = { $_.SourcePort -eq 123 } }
        @{ Parameter = 'StartTime'; Value = '2026-01-15T09:00Z'; Keeps = { $_.Time -ge [datetimeoffset] '2026-01-15T09:00Z' } }
        @{ Parameter = 'State'; Value = 'End', 'Deny'; Keeps = { $_.State -in 'End', 'Deny' } }
        @{ Parameter = 'SubscriptionId'; Value = 'bd1469dd-2d3a-4840-aa0b-b7597b3dec80'; Keeps = { $true } }
    )
    $filterRuns = foreach ($filter in $filters) {
        foreach ($command in 'Get-NsgFlowLog', 'ConvertFrom-NsgFlowLog') { $filter + @{ Command = $command } }
    }

    # The filters that judge whole logs.
    $fileFilters = @(
        @{ Parameter = 'EndTime'; Value = '2026-01-15T08:30Z'; Keeps = { $_.Hour.Hour -eq 8 } }
        @{ Parameter = 'Last'; Value = '36500d'; Keeps = { $true } }
        @{ Parameter = 'MacAddress'; Value = '6045.bd1f.e801'; Keeps = { $_.MacAddress -eq '6045BD1FE801' } }
        @{ Parameter = 'NetworkSecurityGroup'; Value = 'WEB?'; Keeps = { $_.Kind -eq 'VirtualNetwork' -or $_.NetworkSecurityGroup -like 'WEB?' } }
        @{ Parameter = 'ResourceGroupName'; Value = 'none'; Keeps = { $_.Kind -eq 'VirtualNetwork' } }
        @{ Parameter = 'StartTime'; Value = '2026-01-15T09:00Z'; Keeps = { $_.Hour.Hour -eq 9 } }
        @{ Parameter = 'SubscriptionId'; Value = 'bd1469dd-2d3a-4840-aa0b-b7597b3dec80'; Keeps = { $true } }
    )
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    $script:Log = (Get-ChildItem -LiteralPath (Join-Path $Samples 'vnet') -Recurse -Filter PT1H.json | Where-Object FullName -Match 'h=09.*000D3A747C00').FullName
    $script:Tuple = '1768466999,203.0.113.45,10.20.1.4,57254,3389,T,I,D,B,,,,'
    $script:Flows = Get-NsgFlowLog $Samples
    $script:Files = Get-NsgFlowLogFile $Samples
}

Describe 'Parameter sets' {
    It 'lets <Command> run by its set <Set>' -ForEach $sets {
        $call = $Run.Ast.Find({ $args[0] -is [System.Management.Automation.Language.CommandAst] -and $args[0].GetCommandName() -eq $Command }, $true)
        $bound = [System.Management.Automation.Language.StaticParameterBinder]::BindCommand($call).BoundParameters.Keys
        $fitting = (Get-Command $Command).ParameterSets | Where-Object {
            $names = $_.Parameters.Name
            $mandatory = $_.Parameters | Where-Object IsMandatory | ForEach-Object Name
            -not ($bound | Where-Object { $_ -notin $names }) -and -not ($mandatory | Where-Object { $_ -notin $bound })
        }
        $fitting.Name | Should -Be $Set
        @(& $Run) | Should -HaveCount $Count
    }

    It 'refuses to mix <Command> -Path and -LiteralPath' -ForEach @(
        @{ Command = 'Get-NsgFlowLog' }, @{ Command = 'Get-NsgFlowLogFile' }, @{ Command = 'Get-NsgFlowCoverage' }
    ) {
        { & $Command -Path $Log -LiteralPath $Log } | Should -Throw -ErrorId 'AmbiguousParameterSet,*'
    }
}

Describe 'Filters' {
    It 'keeps with <Command> -<Parameter> <Value> what Where-Object keeps' -ForEach $filterRuns {
        $splat = @{ $Parameter = $Value }
        $read = if ($Command -eq 'Get-NsgFlowLog') {
            Get-NsgFlowLog $Samples @splat
        }
        else {
            Get-ChildItem -LiteralPath $Samples -Recurse -Filter PT1H.json | Sort-Object FullName -Culture '' | ForEach-Object {
                ConvertFrom-NsgFlowLog -InputStream ([System.IO.File]::OpenRead($_.FullName)) @splat
            }
        }
        $expected = @($Flows | Where-Object $Keeps)
        $expected | Should -Not -BeNullOrEmpty
        @($read) | Should -HaveCount $expected.Count
        Compare-Object @($read) $expected -Property Source, Offset | Should -BeNullOrEmpty
    }

    It 'chooses logs with Get-NsgFlowLogFile -<Parameter> <Value>' -ForEach $fileFilters {
        $splat = @{ $Parameter = $Value }
        @(Get-NsgFlowLogFile $Samples @splat).FullName | Should -Be @($Files | Where-Object $Keeps).FullName
    }

    It 'chooses interfaces with Get-NsgFlowCoverage -<Parameter> <Value>' -ForEach ($fileFilters | Where-Object Parameter -NotIn 'Last') {
        $splat = @{ $Parameter = $Value }
        $expected = @($Files | Where-Object $Keeps).FullName | Sort-Object
        @(Get-NsgFlowCoverage $Samples @splat | Where-Object Status -EQ Present).FullName | Sort-Object | Should -Be $expected
    }

    It 'warns of a <Parameter> that is mostly a slip' -ForEach @(
        @{ Parameter = 'MacAddress'; Value = '00:0D:3A:74:7C' }, @{ Parameter = 'SubscriptionId'; Value = 'Production' }
    ) {
        $splat = @{ $Parameter = $Value }
        Get-NsgFlowLog $Log @splat -WarningAction SilentlyContinue -WarningVariable said | Should -BeNullOrEmpty
        $said[0].Message | Should -BeLike "*$Value*"
    }

    It 'ends the window of Get-NsgFlowCoverage -Last now' {
        $hours = Get-NsgFlowCoverage $Samples -Last 2h -MacAddress 000D3A747C00
        $hours.Status | Select-Object -Unique | Should -Be 'Missing'
        ([datetimeoffset]::UtcNow - $hours[-1].Hour).TotalHours | Should -BeLessThan 2
    }

    It 'reads the same with any -ThrottleLimit' {
        $one = Get-NsgFlowLog $Samples -ThrottleLimit 1
        $many = Get-NsgFlowLog $Samples -ThrottleLimit 64
        "$one" | Should -BeExactly "$many"
    }
}

Describe 'Parameters of one cmdlet' {
    It 'fills a tuple''s record with what is known of it' {
        $id = '/SUBSCRIPTIONS/S/RESOURCEGROUPS/G/PROVIDERS/MICROSOFT.NETWORK/NETWORKSECURITYGROUPS/N'
        $flow = ConvertFrom-NsgFlowTuple $Tuple -Kind NsgV2 -Rule UserRule_r -MacAddress 000d3a000001 -ResourceId r -AclId $id -TargetResourceId t
        $flow.Kind | Should -Be 'NsgV2'
        $flow.Rule | Should -Be 'UserRule_r'
        $flow.MacAddress | Should -BeExactly '000D3A000001'
        $flow.ResourceId | Should -Be 'r'
        $flow.AclId | Should -Be $id
        $flow.NetworkSecurityGroup | Should -Be 'N'
        $flow.TargetResourceId | Should -Be 't'
    }

    It 'takes the properties of objects for a tuple''s' {
        $flow = [pscustomobject]@{ flowTuples = @($Tuple); rule = 'UserRule_r'; mac = '000D3A000001' } | ConvertFrom-NsgFlowTuple
        "$($flow.Rule) $($flow.MacAddress)" | Should -Be 'UserRule_r 000D3A000001'
    }

    It 'names the input as -SourceName says, also in errors' {
        $flows = Get-NsgLogText -Tuple $Tuple, 'bad' | ConvertFrom-NsgFlowLog -SourceName 'evidence 12' -ErrorAction SilentlyContinue -ErrorVariable found
        $flows.Source | Should -Be 'evidence 12'
        $found[0].Exception.Message | Should -BeLike 'evidence 12:*'
    }

    It 'leaves out whole hours with Get-NsgFlowCoverage -Gap' {
        Get-NsgFlowCoverage $Log -Gap | Should -BeNullOrEmpty
    }

    It 'makes a sample as its parameters say' {
        $folder = Join-Path $TestDrive 'sample'
        $files = New-NsgFlowSample $folder -Kind NsgV1, NsgV2 -Nic 2 -Duration 2h -StartTime 2026-03-01T10:00Z -Size 200KB -Seed 5 -Defect Gzip
        $files | Should -HaveCount 9
        ($files | Measure-Object Length -Sum).Sum | Should -BeGreaterThan 10KB
        $hours = Get-NsgFlowLogFile $folder | ForEach-Object { $_.Hour.ToString('u') } | Select-Object -Unique
        $hours | Should -Be '2026-03-01 10:00:00Z', '2026-03-01 11:00:00Z'
        $again = New-NsgFlowSample (Join-Path $TestDrive 'again') -Kind NsgV1, NsgV2 -Nic 2 -Duration 2h -StartTime 2026-03-01T10:00Z -Size 200KB -Seed 5 -Defect Gzip
        ($again | Get-FileHash).Hash | Should -Be ($files | Get-FileHash).Hash
    }

    It 'plants each defect, and reads what the truth says' -ForEach ([enum]::GetNames([NsgFlow.SampleDefect]) | ForEach-Object { @{ Name = $_ } }) {
        $folder = Join-Path $TestDrive "defect-$Name"
        $kinds = 'NsgV1', 'NsgV2', 'VNetV4'
        $null = New-NsgFlowSample $folder -Kind $kinds -Defect $Name
        $truth = Get-Content -Raw -LiteralPath (Join-Path $folder 'sample.truth') | ConvertFrom-Json
        $flows = @(Get-NsgFlowLog $folder -ErrorAction SilentlyContinue -WarningAction SilentlyContinue)
        $flows | Should -HaveCount $truth.expected.tuples
    }
}
