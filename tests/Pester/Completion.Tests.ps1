# Every parameter that has a completer or a fixed set of values, of every cmdlet: new ones are found by themselves.
BeforeDiscovery {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    $values = [System.Collections.Generic.List[hashtable]]::new()
    $completers = [System.Collections.Generic.List[hashtable]]::new()
    foreach ($cmdlet in Get-ModuleCmdlet) {
        foreach ($parameter in Get-OwnParameter $cmdlet) {
            $type = if ($parameter.ParameterType.IsArray) { $parameter.ParameterType.GetElementType() } else { $parameter.ParameterType }
            if ($parameter.Attributes | Where-Object { $_ -is [System.Management.Automation.ArgumentCompleterAttribute] }) {
                $completers.Add(@{ Command = $cmdlet.Name; Parameter = $parameter.Name })
            }
            elseif ($type.IsEnum) {
                $values.Add(@{ Command = $cmdlet.Name; Parameter = $parameter.Name; Type = $type })
            }
        }
    }
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    Push-Location -LiteralPath $RepositoryRoot

    # What the samples hold, and a beginning of it.
    $script:Known = @{
        By                   = @{ Word = 'destinationp'; Expected = 'DestinationPort' }
        Container            = @{ Word = 'insights-logs-f'; Expected = 'insights-logs-flowlogflowevent' }
        Distinct             = @{ Word = 'ser'; Expected = 'Service' }
        SortBy               = @{ Word = 'by'; Expected = 'Bytes' }
        MacAddress           = @{ Word = '60'; Expected = '6045BD1FE801' }
        NetworkSecurityGroup = @{ Word = 'we'; Expected = 'WEB1' }
        ResourceGroupName    = @{ Word = ''; Expected = 'SHOP' }
        Rule                 = @{ Word = 'DenyR'; Expected = 'UserRule_DenyRdpInBound' }
        SubscriptionId       = @{ Word = 'bd'; Expected = 'BD1469DD-2D3A-4840-AA0B-B7597B3DEC80' }
    }

    function Get-Completion([string] $Line) {
        (TabExpansion2 -inputScript $Line -cursorColumn $Line.Length).CompletionMatches | ForEach-Object CompletionText
    }
}

AfterAll {
    Pop-Location
}

Describe 'Tab completion' {
    It 'offers the values of <Command> -<Parameter>' -ForEach $values {
        $offered = Get-Completion "$Command -$Parameter "
        Compare-Object $offered ([enum]::GetNames($Type)) | Should -BeNullOrEmpty
        $first = [enum]::GetNames($Type)[-1]
        Get-Completion "$Command -$Parameter $($first.Substring(0, 3).ToLowerInvariant())" | Should -Contain $first
    }

    It 'offers the names in the samples for <Command> -<Parameter>' -ForEach $completers {
        $Known.Keys | Should -Contain $Parameter
        $word = $Known[$Parameter].Word
        # A cmdlet without paths looks below the current location; containers are of accounts.
        $line = if ($Parameter -ne 'Container' -and (Get-Command $Command).Parameters.ContainsKey('LiteralPath')) { "$Command -LiteralPath ./samples" } else { $Command }
        Get-Completion "$line -$Parameter $word" | Should -Contain $Known[$Parameter].Expected
        (Get-Completion "$line -$Parameter '$word") -join ' ' | Should -Match $Known[$Parameter].Expected
        Get-Completion "$line -$Parameter no-such-name" | Should -BeNullOrEmpty
    }

    It 'offers the rules that every group has, and those of one file' {
        Get-Completion 'Get-NsgFlowLog Env: -Rule DenyAllIn' | Should -Be 'DefaultRule_DenyAllInBound'
        $file = (Get-ChildItem -LiteralPath ./samples -Recurse -Filter PT1H.json)[0].FullName
        Get-Completion "Get-NsgFlowLog '$file' -Rule UserRule_" | Should -Contain 'UserRule_AllowHttpsInBound'
        Get-Completion 'Get-NsgFlowLog Env: -Rule UserRule_' | Should -Be 'UserRule_*'
    }

    It 'quotes a name that the command line would read otherwise' {
        $folder = Join-Path $TestDrive 'rules'
        $null = New-Item -ItemType Directory -Path $folder
        Set-Content -LiteralPath (Join-Path $folder 'log.json') -Value (Get-NsgLogText -Rule "UserRule_it's; odd" -Tuple '1768466999,203.0.113.45,10.20.1.4,57254,3389,T,I,D,B,,,,')
        Get-Completion "Get-NsgFlowLog $folder -Rule it" | Should -Be "'UserRule_it''s; odd'"
    }

    It 'offers all parameters of <Name>' -ForEach (Get-ModuleCmdlet | ForEach-Object { @{ Name = $_.Name } }) {
        $offered = Get-Completion "$Name -"
        foreach ($parameter in Get-OwnParameter (Get-Command $Name)) { $offered | Should -Contain "-$($parameter.Name)" }
    }
}
