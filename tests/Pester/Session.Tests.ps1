# What people do to a module in a long session: odd paths, jobs, stops, cultures, other cmdlets around ours.
BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    $script:Log = (Get-ChildItem -LiteralPath (Join-Path $Samples 'vnet') -Recurse -Filter PT1H.json | Sort-Object FullName)[0].FullName
    $script:Count = @(Get-NsgFlowLog -LiteralPath $Log).Count
}

Describe 'Odd paths' {
    BeforeDiscovery {
        $names = 'with space', 'ünï çødé 日本', "quo'te", 'dol$lar', 'a (b) & c', '-dash', '#hash', '%41'
        $bracketed = 'a [x]', '[0-9]', 'tick`x'
    }

    It 'reads the folder <_> by -Path, -LiteralPath, a relative path and the pipeline' -ForEach $names {
        $folder = Join-Path $TestDrive $_
        $null = New-Item -ItemType Directory -Path $folder
        Copy-Item -LiteralPath $Log -Destination $folder
        Get-NsgFlowLog -Path $folder | Should -HaveCount $Count
        Get-NsgFlowLog -LiteralPath $folder | Should -HaveCount $Count
        Get-Item -LiteralPath $folder | Get-NsgFlowLog | Should -HaveCount $Count
        Push-Location -LiteralPath $folder
        try {
            Get-NsgFlowLog . | Should -HaveCount $Count
            Get-NsgFlowLog ./PT1H.json, PT1H.json, ../$_ | Should -HaveCount $Count
        }
        finally {
            Pop-Location
        }
    }

    It 'reads the folder <_> by -LiteralPath and the pipeline, and writes a sample to it' -ForEach $bracketed {
        $folder = Join-Path $TestDrive $_
        $null = [System.IO.Directory]::CreateDirectory($folder)
        [System.IO.File]::Copy($Log, [System.IO.Path]::Combine($folder, 'f[1].json'))
        Get-NsgFlowLog -LiteralPath $folder | Should -HaveCount $Count
        Get-ChildItem -LiteralPath $folder | Get-NsgFlowLog | Should -HaveCount $Count
        Get-NsgFlowLogFile -LiteralPath $folder | Get-NsgFlowLog | Should -HaveCount $Count
        Get-NsgFlowLog ([System.Management.Automation.WildcardPattern]::Escape($folder)) | Should -HaveCount $Count
        New-NsgFlowSample (Join-Path $folder 'sample [2]') | Should -HaveCount 2
    }

    It 'says where a pattern was meant as a name: <_>' -ForEach 'Get-NsgFlowLog', 'Get-NsgFlowLogFile', 'Get-NsgFlowCoverage' {
        $null = [System.IO.Directory]::CreateDirectory((Join-Path $TestDrive 'b [y]'))
        & $_ -Path "$TestDrive/b [y]" -WarningAction SilentlyContinue -WarningVariable said | Should -BeNullOrEmpty
        $said | Should -HaveCount 1
        $said[0].Message | Should -BeLike '*-LiteralPath*'
    }

    It 'reads from drives and through the name of the provider' {
        $null = New-PSDrive -Name NsgLogs -PSProvider FileSystem -Root (Split-Path $Log)
        try {
            Get-NsgFlowLog NsgLogs:/ | Should -HaveCount $Count
            Get-NsgFlowLog -LiteralPath NsgLogs:\PT1H.json | Should -HaveCount $Count
            Get-NsgFlowLog "FileSystem::$Log" | Should -HaveCount $Count
            (Get-Item -LiteralPath NsgLogs:/PT1H.json).PSPath | ForEach-Object { Get-NsgFlowLog -LiteralPath $_ } | Should -HaveCount $Count
            { New-NsgFlowSample NsgLogs:/../../x -WhatIf } | Should -Throw -ErrorId 'InvalidPath,*'
        }
        finally {
            Remove-PSDrive -Name NsgLogs
        }
    }

    It 'takes nothing for nothing' {
        @() | Get-NsgFlowLog | Should -BeNullOrEmpty
        @() | ConvertFrom-NsgFlowLog | Should -BeNullOrEmpty
        $null, '', @() | ConvertFrom-NsgFlowLog | Should -BeNullOrEmpty
        @() | ConvertFrom-NsgFlowTuple | Should -BeNullOrEmpty
        ConvertFrom-NsgFlowTuple -Tuple @() | Should -BeNullOrEmpty
        { Get-NsgFlowLog $null } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
        { Get-NsgFlowLog '' } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }
}

Describe 'Common parameters' {
    It 'says with -Verbose which files were read' {
        $said = Get-NsgFlowLog $Samples -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }
        $said | Should -HaveCount @(Get-ChildItem -LiteralPath $Samples -Recurse -Filter PT1H.json).Count
    }

    It 'fills -OutVariable, -PipelineVariable and -OutBuffer' {
        $null = Get-NsgFlowLog $Log -OutVariable kept
        $kept | Should -HaveCount $Count
        Get-NsgFlowLog $Log -PipelineVariable flow | Select-Object -First 1 | ForEach-Object { $flow.Offset } | Should -Be $kept[0].Offset
        Get-NsgFlowLog $Log -OutBuffer 50 | Should -HaveCount $Count
    }

    It 'writes no sample with -WhatIf, $WhatIfPreference or a no to -Confirm' {
        $folder = Join-Path $TestDrive 'unwritten'
        New-NsgFlowSample $folder -WhatIf
        & { $WhatIfPreference = $true; New-NsgFlowSample $folder }
        $pwsh = (Get-Process -Id $PID).Path
        $null = & $pwsh -NoProfile -NonInteractive -Command { param($Module, $Folder) Import-Module $Module; New-NsgFlowSample $Folder -Confirm } -args $ModuleFolder, $folder 2>&1
        Test-Path -LiteralPath $folder | Should -BeFalse
        New-NsgFlowSample $folder -Confirm:$false | Should -HaveCount 2
    }
}

Describe 'Ending early' {
    It 'leaves <_> when Select-Object has enough' -ForEach @(
        { Get-NsgFlowLog $Samples | Select-Object -First 1 }
        { Get-NsgFlowLogFile $Samples | Select-Object -First 1 }
        { Get-NsgFlowCoverage $Samples | Select-Object -First 1 }
        { Get-Content -LiteralPath $Log | ConvertFrom-NsgFlowLog | Select-Object -First 1 }
        { New-NsgFlowSample (Join-Path $TestDrive first) -Nic 2 | Select-Object -First 1 }
        { foreach ($flow in Get-NsgFlowLog $Samples) { $flow; break } }
    ) {
        @(& $_) | Should -HaveCount 1
    }

    It 'stops at Ctrl+C and leaves nothing behind' {
        $folder = Join-Path $TestDrive 'stopped'
        $shell = [powershell]::Create([System.Management.Automation.RunspaceMode]::NewRunspace)
        $null = $shell.AddScript('param($Module, $Folder) Import-Module $Module; New-NsgFlowSample $Folder -Size 2GB').AddArgument($ModuleFolder).AddArgument($folder)
        $run = $shell.BeginInvoke()
        $waited = [System.Diagnostics.Stopwatch]::StartNew()
        while (-not (Test-Path -LiteralPath $folder) -and $waited.Elapsed.TotalSeconds -lt 60) { Start-Sleep -Milliseconds 20 }
        $shell.Stop()
        $run.IsCompleted | Should -BeTrue
        $shell.InvocationStateInfo.State | Should -Be 'Stopped'
        Test-Path -LiteralPath $folder | Should -BeFalse
        $shell.Dispose()
    }

    It 'stops reading at Ctrl+C' {
        $shell = [powershell]::Create([System.Management.Automation.RunspaceMode]::NewRunspace)
        $shared = [hashtable]::Synchronized(@{ Seen = 0 })
        $null = $shell.AddScript('param($Module, $Samples, $Shared) Import-Module $Module; while ($true) { Get-NsgFlowLog $Samples | ForEach-Object { $Shared.Seen++ } }').AddArgument($ModuleFolder).AddArgument($Samples).AddArgument($shared)
        $null = $shell.BeginInvoke()
        $waited = [System.Diagnostics.Stopwatch]::StartNew()
        while ($shared.Seen -eq 0 -and $waited.Elapsed.TotalSeconds -lt 60) { Start-Sleep -Milliseconds 20 }
        $shell.Stop()
        $shell.InvocationStateInfo.State | Should -Be 'Stopped'
        $shared.Seen | Should -BeGreaterThan 0
        $shell.Dispose()
    }
}

Describe 'Jobs' {
    It 'keeps records as they are in Start-ThreadJob' {
        $flows = Start-ThreadJob { Import-Module $using:ModuleFolder; Get-NsgFlowLog $using:Log } | Receive-Job -Wait -AutoRemoveJob
        $flows | Should -HaveCount $Count
        $flows[0] | Should -BeOfType [NsgFlow.FlowRecord]
    }

    It 'gives copies in Start-Job that still tell what matters' {
        $live = Get-NsgFlowLog $Log -State End
        $copies = Start-Job { Import-Module $using:ModuleFolder; Get-NsgFlowLog $using:Log -State End } | Receive-Job -Wait -AutoRemoveJob
        $copies | Should -HaveCount @($live).Count
        $copies[0].PSTypeNames[0] | Should -Be 'Deserialized.NsgFlow.FlowRecord'
        foreach ($name in 'SourceAddress', 'DestinationPort', 'Rule', 'MacAddress', 'BytesSent', 'Offset', 'Source') { $copies[0].$name | Should -BeExactly $live[0].$name }
        $copies[0].BytesSent | Should -BeOfType [long]
        # Enumerations and times come as text, times without fractions; about_NsgFlow says so.
        foreach ($name in 'Decision', 'State', 'Direction', 'Protocol', 'Kind') { $copies[0].$name | Should -BeExactly ([string] $live[0].$name) }
        ([datetimeoffset] $copies[0].Time).ToUnixTimeSeconds() | Should -Be $live[0].Time.ToUnixTimeSeconds()
        "$($copies[0])" | Should -BeExactly "$($live[0])"
        ($copies | Out-String -Width 120 -Stream | Where-Object { $_ })[0] | Should -Match '^Time \(UTC\) +Decision'
    }

    It 'lets copies of Get-NsgFlowLogFile go on to Get-NsgFlowLog' {
        Start-Job { Import-Module $using:ModuleFolder; Get-NsgFlowLogFile $using:Log } | Receive-Job -Wait -AutoRemoveJob | Get-NsgFlowLog | Should -HaveCount $Count
    }

    It 'reads side by side in ForEach-Object -Parallel' {
        $flows = Get-NsgFlowLogFile $Samples | ForEach-Object -Parallel { Import-Module $using:ModuleFolder; $_ | Get-NsgFlowLog }
        $flows | Should -HaveCount @(Get-NsgFlowLog $Samples).Count
    }
}

Describe 'Other cmdlets' {
    BeforeAll {
        $script:Flows = Get-NsgFlowLog $Log
    }

    It 'comes back from CSV with every property' {
        $path = Join-Path $TestDrive 'flows.csv'
        $Flows | Export-Csv -LiteralPath $path
        $back = Import-Csv -LiteralPath $path
        $back | Should -HaveCount $Count
        foreach ($name in 'SourceAddress', 'SourcePort', 'Decision', 'BytesSent', 'Rule', 'Offset', 'Deviation') { $back.$name | Should -Be @($Flows | ForEach-Object { [string] $_.$name }) }
    }

    It 'goes through ConvertTo-Json, -Html, -Xml and -Csv' {
        $json = $Flows | ConvertTo-Json -EnumsAsStrings | ConvertFrom-Json
        $json | Should -HaveCount $Count
        "$($json[0].Decision) $($json[0].Protocol)" | Should -Be "$($Flows[0].Decision) $($Flows[0].Protocol)"
        $Flows | ConvertTo-Html | Should -Not -BeNullOrEmpty
        ($Flows | ConvertTo-Xml -NoTypeInformation).Objects.Object | Should -HaveCount $Count
        $Flows | ConvertTo-Csv | Should -HaveCount ($Count + 1)
    }

    It 'sorts and groups by each property' {
        foreach ($name in $Flows[0].PSObject.Properties.Name) {
            $Flows | Sort-Object -Property $name | Should -HaveCount $Count
            ($Flows | Group-Object -Property $name | Measure-Object Count -Sum).Sum | Should -Be $Count
        }
    }

    It 'takes calculated properties, added members and -Unique' {
        ($Flows | Select-Object Decision -Unique).Decision | Sort-Object | Should -Be 'Allow', 'Deny'
        ($Flows[0] | Add-Member -NotePropertyName Case -NotePropertyValue 12 -PassThru).Case | Should -Be 12
        ($Flows | Measure-Object BytesSent -Sum).Sum | Should -BeGreaterThan 0
        Compare-Object $Flows (Get-NsgFlowLog $Log) | Should -BeNullOrEmpty
    }

    It 'is comparable with words and with enumerations' {
        @($Flows | Where-Object Decision -EQ deny).Count | Should -Be @($Flows | Where-Object { $_.Decision -eq [NsgFlow.FlowDecision]::Deny }).Count
        $(switch ($Flows[0].Protocol) { 'TCP' { 'seen' } 'UDP' { 'seen' } }) | Should -Be 'seen'
    }
}

Describe 'Cultures' {
    It 'reads, filters and writes the same in <_>' -ForEach 'de-DE', 'tr-TR', 'ar-SA', 'fa-IR', 'th-TH' {
        $expected = Get-NsgFlowLog $Samples -Decision Deny -Protocol TCP -StartTime 2026-01-15T08:45Z -EndTime 2026-01-15T09:15Z
        $sample = New-NsgFlowSample (Join-Path $TestDrive "en $_") | Get-FileHash
        $before = [cultureinfo]::CurrentCulture, [cultureinfo]::CurrentUICulture
        try {
            [cultureinfo]::CurrentCulture = $_
            [cultureinfo]::CurrentUICulture = $_
            $flows = Get-NsgFlowLog $Samples -Decision DENY -Protocol tcp -StartTime 2026-01-15T08:45Z -EndTime 2026-01-15T09:15Z
            "$flows" | Should -BeExactly "$expected"
            Get-NsgFlowLog $Log -Last 1.5h -WarningAction SilentlyContinue -WarningVariable said | Should -BeNullOrEmpty
            $said[0].Message | Should -BeLike '*last 01:30:00*2026-01-15 *'
            (New-NsgFlowSample (Join-Path $TestDrive "other $_") | Get-FileHash).Hash | Should -Be $sample.Hash
            Get-NsgFlowLogFile $Samples -NetworkSecurityGroup 'web1' -SubscriptionId bd1469dd-2d3a-4840-aa0b-b7597b3dec80 | Should -Not -BeNullOrEmpty
        }
        finally {
            [cultureinfo]::CurrentCulture, [cultureinfo]::CurrentUICulture = $before
        }
    }
}

Describe 'Importing' {
    It 'takes a prefix' {
        $pwsh = (Get-Process -Id $PID).Path
        & $pwsh -NoProfile -Command { param($Module, $Log) Import-Module $Module -Prefix My; @(Get-MyNsgFlowLog $Log).Count } -args $ModuleFolder, $Log | Should -Be $Count
    }
}
