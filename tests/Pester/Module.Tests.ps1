BeforeDiscovery {
    $hasAnalyzer = [bool](Get-Module -ListAvailable -Name PSScriptAnalyzer)
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
}

Describe 'The staged module' {
    It 'has a valid manifest' {
        (Test-ModuleManifest -Path (Join-Path $ModuleFolder 'NsgFlow.PowerShell.psd1')).ExportedCmdlets.Count | Should -BeGreaterThan 0
    }

    It 'still exports everything after Import-Module -Force, twice' {
        $before = @((Get-Module NsgFlow.PowerShell).ExportedCmdlets.Keys)
        Import-Module -Name $ModuleFolder -Force
        Import-Module -Name $ModuleFolder -Force
        @((Get-Module NsgFlow.PowerShell).ExportedCmdlets.Keys) | Should -Be $before
    }

    It 'can be removed and imported again' {
        Remove-Module NsgFlow.PowerShell
        Import-Module -Name $ModuleFolder
        (Get-NsgFlowLog $Samples | Select-Object -First 1) | Should -Not -BeNullOrEmpty
    }

    It 'is read by ForEach-Object -Parallel in runspaces of their own' {
        $counts = 1..3 | ForEach-Object -Parallel {
            Import-Module -Name $using:ModuleFolder
            @(Get-NsgFlowLog $using:Samples).Count
        }
        $counts | Should -HaveCount 3
        $counts | Select-Object -Unique | Should -HaveCount 1
    }

    It 'brings no package into the default load context' {
        [System.Runtime.Loader.AssemblyLoadContext]::Default.Assemblies.GetName().Name | Should -Not -Match '^(Azure\.|Microsoft\.Identity\.)'
    }

    It 'gives PSScriptAnalyzer nothing to report' -Skip:(-not $hasAnalyzer) {
        Invoke-ScriptAnalyzer -Path $ModuleFolder -Recurse | Should -BeNullOrEmpty
        Invoke-ScriptAnalyzer -Path (Join-Path $RepositoryRoot 'build.ps1') | Should -BeNullOrEmpty
    }
}

Describe 'Tab completion' {
    It 'completes <Line>' -ForEach @(
        @{ Line = 'Get-NsgFlowLog samples -Decision D'; Expected = 'Deny' }
        @{ Line = 'Get-NsgFlowLog samples -Protocol SC'; Expected = 'SCTP' }
        @{ Line = 'Get-NsgFlowLog samples -Rule DenyAllIn'; Expected = 'DefaultRule_DenyAllInBound' }
        @{ Line = 'Get-NsgFlowLog samples -Network'; Expected = '-NetworkSecurityGroup' }
        @{ Line = 'ConvertFrom-NsgFlowTuple x -Kind VN'; Expected = 'VNetV4' }
        @{ Line = 'Get-NsgFlowLog samples -NetworkSecurityGroup w'; Expected = 'WEB1' }
        @{ Line = 'Get-NsgFlowLog -LiteralPath samples/vnet -MacAddress 6'; Expected = '6045BD1FE801' }
        @{ Line = 'Get-NsgFlowLogFile samples -SubscriptionId bd'; Expected = 'BD1469DD-2D3A-4840-AA0B-B7597B3DEC80' }
        @{ Line = 'Get-NsgFlowLog samples -ResourceGroupName '; Expected = 'SHOP' }
        @{ Line = 'New-NsgFlowSample x -Kind NsgV2'; Expected = 'NsgV2' }
    ) {
        Push-Location -LiteralPath $RepositoryRoot
        try {
            (TabExpansion2 -inputScript $Line -cursorColumn $Line.Length).CompletionMatches.CompletionText | Should -Contain $Expected
        }
        finally {
            Pop-Location
        }
    }
}

Describe 'The help' {
    BeforeDiscovery {
        $root = (Resolve-Path -LiteralPath (Join-Path $PSScriptRoot '../..')).Path
        $folder = if ($env:NSGFLOW_MODULE) { $env:NSGFLOW_MODULE } else { Join-Path $root 'out/NsgFlow.PowerShell' }
        Import-Module -Name $folder
        $examples = foreach ($command in (Get-Module NsgFlow.PowerShell).ExportedCmdlets.Values) {
            $number = 0
            foreach ($example in (Get-Help $command -Full).examples.example) {
                $number++
                @{ Command = $command.Name; Number = $number; Code = $example.code }
            }
        }
    }

    It 'has example <Number> of <Command> run' -ForEach $examples {
        Push-Location -LiteralPath $TestDrive
        try {
            if (-not (Test-Path -LiteralPath samples)) {
                Copy-Item -LiteralPath $Samples -Destination . -Recurse
            }
            $errors = $null
            & ([scriptblock]::Create($Code)) -ErrorVariable errors | Out-Null
            $errors | Should -BeNullOrEmpty
        }
        finally {
            Pop-Location
        }
    }
}
