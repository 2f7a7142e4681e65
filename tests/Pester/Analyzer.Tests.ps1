BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
}

Describe 'PSScriptAnalyzer' {
    It 'finds nothing in <Place>' -ForEach @(
        @{ Place = 'the staged module'; Path = { $ModuleFolder } }
        @{ Place = 'build.ps1'; Path = { Join-Path $RepositoryRoot 'build.ps1' } }
        @{ Place = 'the module''s source'; Path = { Join-Path $RepositoryRoot 'module' } }
        @{ Place = 'the Pester suite'; Path = { Join-Path $RepositoryRoot 'tests/Pester' } }
    ) {
        if (-not (Get-Module -ListAvailable -Name PSScriptAnalyzer)) {
            Write-Host 'PSScriptAnalyzer: skipped, for it is not installed here.'
            Set-ItResult -Skipped -Because 'PSScriptAnalyzer is not installed here'
            return
        }

        # Pester runs the blocks of a file in scopes that the analyzer cannot see together, so a variable that one block
        # sets for another looks unused; and a line for people is what Write-Host is for.
        $except = @{}
        if ($Place -eq 'the Pester suite') { $except.ExcludeRule = 'PSUseDeclaredVarsMoreThanAssignments', 'PSAvoidUsingWriteHost' }
        $found = Invoke-ScriptAnalyzer -Path (& $Path) -Recurse @except
        $found | ForEach-Object { "$($_.ScriptName):$($_.Line) $($_.RuleName) $($_.Message)" } | Should -BeNullOrEmpty
    }
}
