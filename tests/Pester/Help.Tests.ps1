# The help as Get-Help shows it, and every example of it and of README.md.
BeforeDiscovery {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    $cmdlets = Get-ModuleCmdlet | ForEach-Object { @{ Name = $_.Name } }
    $parameters = foreach ($cmdlet in Get-ModuleCmdlet) {
        foreach ($parameter in Get-OwnParameter $cmdlet) { @{ Command = $cmdlet.Name; Parameter = $parameter } }
    }
    # No test has an account of Azure, or evidence that was copied from one: what needs them is checked as text by the
    # tests of the surface.
    $needsAccount = '-StorageAccountName|-Context\b|-BlobUri|-ConnectionString|\bGet-Az|-UseConnectedAccount|-ManagedIdentity|evidence'
    $examples = foreach ($cmdlet in Get-ModuleCmdlet) {
        $number = 0
        foreach ($example in (Get-Help $cmdlet.Name -Full).examples.example) {
            $number++
            if ($example.code -notmatch $needsAccount) {
                @{ Origin = $cmdlet.Name; Number = $number; Code = $example.code }
            }
        }
    }

    # The blocks of PowerShell in a page; those that build or need the outside world are left to their readers.
    $blocks = foreach ($page in @(Get-Item (Join-Path $RepositoryRoot 'README.md')) + @(Get-ChildItem (Join-Path $RepositoryRoot 'docs/en-US') -Filter 'about_*.md')) {
        $number = 0
        foreach ($match in [regex]::Matches((Get-Content -Raw -LiteralPath $page.FullName), '(?ms)^```powershell\r?\n(.*?)^```')) {
            $number++
            if ($match.Groups[1].Value -notmatch "build\.ps1|RecommendedAction|$needsAccount") {
                @{ Origin = $page.Name; Number = $number; Code = $match.Groups[1].Value }
            }
        }
    }
    $abouts = Get-ChildItem (Join-Path $RepositoryRoot 'docs/en-US') -Filter 'about_*.md' | ForEach-Object { @{ Name = $_.BaseName } }
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
}

Describe 'The help of cmdlets' {
    It 'has all its parts for <Name>' -ForEach $cmdlets {
        $help = Get-Help $Name -Full
        $help.Synopsis | Should -Not -BeNullOrEmpty
        $help.Synopsis | Should -Not -BeLike "*$Name *-*"
        $help.description.Text | Should -Not -BeNullOrEmpty
        @($help.examples.example).Count | Should -BeGreaterOrEqual 2
        $help.relatedLinks.navigationLink.linkText | Should -Contain 'about_NsgFlow'
        $help.returnValues.returnValue | Should -Not -BeNullOrEmpty
        foreach ($link in $help.relatedLinks.navigationLink.linkText | Where-Object { $_ -match '^(about_|\w+-NsgFlow)' }) {
            Get-Help $link | Should -Not -BeNullOrEmpty
        }
    }

    It 'describes <Command> -<Parameter.Name>, with its default' -ForEach $parameters {
        $help = Get-Help $Command -Parameter $Parameter.Name
        ($help.description.Text -join ' ').Length | Should -BeGreaterThan 15
        $isMandatory = -not ($Parameter.ParameterSets.Values | Where-Object { -not $_.IsMandatory })
        if (-not $isMandatory) {
            $help.defaultValue | Should -Not -BeNullOrEmpty
            $help.defaultValue | Should -Not -Be 'None'
        }
    }

    It 'finds <Name> and shows no mark of its source' -ForEach $abouts {
        $text = Get-Help $Name | Out-String
        $text | Should -Match "TOPIC\s+$Name"
        $text | Should -Not -Match '```|\]\(|\*\*'
    }
}

Describe 'What the help and the README tell to type' {
    It 'has block <Number> of <Origin> run' -ForEach (@($examples) + @($blocks)) {
        $folder = Join-Path $TestDrive "$Origin-$Number"
        $null = New-Item -ItemType Directory -Path $folder
        Copy-Item -LiteralPath $Samples -Destination $folder -Recurse
        Push-Location -LiteralPath $folder
        try {
            # The examples are typed, not written under strict mode; those that show an error tell it not to be shown.
            $Error.Clear()
            $said = & ([scriptblock]::Create("Set-StrictMode -Off; $Code")) 2>&1
            $said | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | Should -BeNullOrEmpty
        }
        finally {
            Pop-Location
        }
    }
}
