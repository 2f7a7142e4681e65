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
}
