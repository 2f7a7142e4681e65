BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
}

Describe 'New-NsgFlowSample and Get-NsgFlowLog' {
    It 'give the same flows for <Kind> as were written' -ForEach @(@{ Kind = 'NsgV1' }, @{ Kind = 'NsgV2' }, @{ Kind = 'VNetV4' }) {
        $folder = Join-Path $TestDrive $Kind
        $files = New-NsgFlowSample $folder -Kind $Kind -Nic 2 -Duration 3h -Size 300KB -Seed 7
        $truth = (Get-Content -Raw -LiteralPath $files[-1].FullName | ConvertFrom-Json)
        $flows = Get-NsgFlowLog $folder
        $flows | Should -HaveCount $truth.tuples
        $flows.Kind | Select-Object -Unique | Should -Be $Kind
        $flows.Deviation | Select-Object -Unique | Should -Be 'None'
        ($flows | Measure-Object BytesReceived -Sum).Sum | Should -Be $truth.byteRecv
    }

    It 'writes nothing with -WhatIf' {
        $folder = Join-Path $TestDrive 'whatif'
        New-NsgFlowSample $folder -WhatIf
        Test-Path -LiteralPath $folder | Should -BeFalse
    }
}

Describe 'Errors by id' {
    It 'names a missing file' {
        Get-NsgFlowLog (Join-Path $TestDrive 'missing.json') -ErrorAction SilentlyContinue -ErrorVariable found
        $found[0].FullyQualifiedErrorId | Should -Be 'FileNotFound,NsgFlow.PowerShell.Commands.GetNsgFlowLogCommand'
        $found[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
    }

    It 'names a file that is no flow log for what it is' {
        $path = Join-Path $TestDrive 'audit.json'
        Set-Content -LiteralPath $path -Value '{"category":"AuditEvent","operationName":"SecretGet"}'
        Get-NsgFlowLog $path -ErrorAction SilentlyContinue -ErrorVariable found
        $found[0].FullyQualifiedErrorId | Should -Be 'NotFlowLog,NsgFlow.PowerShell.Commands.GetNsgFlowLogCommand'
        $found[0].Exception.Message | Should -BeLike '*Key Vault audit log*'
    }

    It 'gives the place of a tuple that cannot be decoded' {
        { '1,2,3' | ConvertFrom-NsgFlowTuple -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidTuple,NsgFlow.PowerShell.Commands.ConvertFromNsgFlowTupleCommand'
    }
}
