# Every error as a user meets it: its full id, category, target and remedy. Coverage.Tests.ps1 compares the ids here
# with those of the module.
BeforeDiscovery {
    $cases = @(
        @{ Id = 'AmbiguousTuple'; Category = 'InvalidData'; Command = 'ConvertFrom-NsgFlowTuple'; Run = { ConvertFrom-NsgFlowTuple '1768466999123,203.0.113.45,10.20.1.4,57254,3389,6,I,D,B,0,0,0,0' } }
        @{ Id = 'DamagedGzip'; Category = 'InvalidData'; Command = 'Get-NsgFlowLog'; Run = { Get-NsgFlowLog $BrokenGzip } }
        @{ Id = 'DamagedJson'; Category = 'InvalidData'; Command = 'ConvertFrom-NsgFlowLog'; Run = { $Text.Insert($Text.IndexOf('"rule"'), '##') | ConvertFrom-NsgFlowLog } }
        @{ Id = 'EmptyWindow'; Category = 'InvalidArgument'; Command = 'Get-NsgFlowLog'; Run = { Get-NsgFlowLog $Log -StartTime 2026-01-15T09:00Z -EndTime 2026-01-15T09:00Z } }
        @{ Id = 'EmptyWindow'; Category = 'InvalidArgument'; Command = 'Get-NsgFlowCoverage'; Run = { Get-NsgFlowCoverage $Log -StartTime 2026-01-15T09:00Z -EndTime 2026-01-15T08:00Z } }
        @{ Id = 'FileNotFound'; Category = 'ObjectNotFound'; Command = 'Get-NsgFlowLog'; Run = { Get-NsgFlowLog "$TestDrive/missing.json" } }
        @{ Id = 'FileNotFound'; Category = 'ObjectNotFound'; Command = 'Get-NsgFlowLog'; Run = { Get-NsgFlowLog NoSuchDrive:/x } }
        @{ Id = 'FileNotFound'; Category = 'ObjectNotFound'; Command = 'Get-NsgFlowLogFile'; Run = { Get-NsgFlowLogFile -LiteralPath "$TestDrive/[missing]" } }
        @{ Id = 'FileNotFound'; Category = 'ObjectNotFound'; Command = 'Get-NsgFlowCoverage'; Run = { Get-NsgFlowCoverage -LiteralPath NoSuchDrive:/x } }
        @{ Id = 'FileUnreadable'; Category = 'ObjectNotFound', 'ReadError'; Command = 'Get-NsgFlowLog'; Run = { Get-NsgFlowLog $Unreadable } }
        @{ Id = 'FileUnreadable'; Category = 'ObjectNotFound', 'ReadError'; Command = 'Get-NsgFlowLogFile'; Run = { Get-NsgFlowLogFile $Unreadable } }
        @{ Id = 'FolderUnreadable'; Category = 'ReadError'; Command = 'Get-NsgFlowLog'; Run = { Get-NsgFlowLog $DeepFolder }; NotOnWindows = $true }
        @{ Id = 'FormatDeviation'; Category = 'InvalidData'; Command = 'Get-NsgFlowLog'; Run = { Get-NsgFlowLog $Deviating -Strict } }
        @{ Id = 'FormatDeviation'; Category = 'InvalidData'; Command = 'ConvertFrom-NsgFlowLog'; Run = { Get-Content -Raw -LiteralPath $Deviating | ConvertFrom-NsgFlowLog -Strict } }
        @{ Id = 'FormatDeviation'; Category = 'InvalidData'; Command = 'ConvertFrom-NsgFlowTuple'; Run = { '1768466999123,203.0.113.45,10.20.1.4,57254,3389,T,I,D,B,,,,' | ConvertFrom-NsgFlowTuple -Strict } }
        @{ Id = 'InputUnreadable'; Category = 'ReadError'; Command = 'ConvertFrom-NsgFlowLog'; Run = { $closed = [System.IO.MemoryStream]::new(); $closed.Dispose(); ConvertFrom-NsgFlowLog -InputStream $closed } }
        @{ Id = 'InvalidFilter'; Category = 'InvalidArgument'; Command = 'Get-NsgFlowLog'; Run = { Get-NsgFlowLog $Log -SourceAddress web.example } }
        @{ Id = 'InvalidFilter'; Category = 'InvalidArgument'; Command = 'ConvertFrom-NsgFlowLog'; Run = { ConvertFrom-NsgFlowLog $Text -Rule '[z-a]' } }
        @{ Id = 'InvalidFilter'; Category = 'InvalidArgument'; Command = 'Get-NsgFlowLogFile'; Run = { Get-NsgFlowLogFile $Log -NetworkSecurityGroup '[abc' } }
        @{ Id = 'InvalidFilter'; Category = 'InvalidArgument'; Command = 'Get-NsgFlowCoverage'; Run = { Get-NsgFlowCoverage $Log -ResourceGroupName '[z-a]' } }
        @{ Id = 'InvalidPath'; Category = 'InvalidArgument'; Command = 'Get-NsgFlowLog'; Run = { Get-NsgFlowLog '[z-a]*' } }
        @{ Id = 'InvalidPath'; Category = 'InvalidArgument'; Command = 'Get-NsgFlowLogFile'; Run = { Get-NsgFlowLogFile 'https://account.blob.core.windows.net/logs/PT1H.json' } }
        @{ Id = 'InvalidPath'; Category = 'InvalidArgument'; Command = 'New-NsgFlowSample'; Run = { New-NsgFlowSample NoSuchDrive:/x } }
        @{ Id = 'InvalidPath'; Category = 'InvalidArgument'; Command = 'New-NsgFlowSample'; Run = { New-NsgFlowSample "a`0b" } }
        @{ Id = 'InvalidTuple'; Category = 'InvalidData'; Command = 'ConvertFrom-NsgFlowTuple'; Run = { '1,2,3' | ConvertFrom-NsgFlowTuple } }
        @{ Id = 'InvalidTuple'; Category = 'InvalidData'; Command = 'ConvertFrom-NsgFlowTuple'; Run = { ConvertFrom-NsgFlowTuple 1768466999,203.0.113.45,10.20.1.4,57254,3389,T,I,D } }
        @{ Id = 'InvalidTuple'; Category = 'InvalidData'; Command = 'ConvertFrom-NsgFlowLog'; Run = { Get-NsgLogText -Tuple '1768466999,nowhere,10.20.1.4,1,2,T,I,D' | ConvertFrom-NsgFlowLog } }
        @{ Id = 'LastNotPositive'; Category = 'InvalidArgument'; Command = 'Get-NsgFlowLog'; Run = { Get-NsgFlowLog $Log -Last 0s } }
        @{ Id = 'LastNotPositive'; Category = 'InvalidArgument'; Command = 'Get-NsgFlowLogFile'; Run = { Get-NsgFlowLogFile $Log -Last ([timespan]::FromHours(-1)) } }
        @{ Id = 'LastWithTimes'; Category = 'InvalidArgument'; Command = 'ConvertFrom-NsgFlowLog'; Run = { ConvertFrom-NsgFlowLog $Text -Last 1h -EndTime 2026-01-15T09:00Z } }
        @{ Id = 'MoreFaults'; Category = 'InvalidData'; Command = 'ConvertFrom-NsgFlowLog'; Run = { Get-NsgLogText -Tuple (1..25) | ConvertFrom-NsgFlowLog } }
        @{ Id = 'NotFlowLog'; Category = 'InvalidType'; Command = 'Get-NsgFlowLog'; Run = { Get-NsgFlowLog $Foreign } }
        @{ Id = 'NotFlowLog'; Category = 'InvalidType'; Command = 'Get-NsgFlowCoverage'; Run = { Get-NsgFlowCoverage $Foreign } }
        @{ Id = 'NotFlowLog'; Category = 'InvalidType'; Command = 'ConvertFrom-NsgFlowLog'; Run = { ConvertFrom-NsgFlowLog $Log } }
        @{ Id = 'PathNotFileSystem'; Category = 'InvalidArgument'; Command = 'Get-NsgFlowLog'; Run = { Get-NsgFlowLog Env:PATH } }
        @{ Id = 'RecordTooLarge'; Category = 'LimitsExceeded'; Command = 'ConvertFrom-NsgFlowLog'; Run = { Get-KeysLastText | ConvertFrom-NsgFlowLog } }
        @{ Id = 'SampleDefectUnsupported'; Category = 'InvalidArgument'; Command = 'New-NsgFlowSample'; Run = { New-NsgFlowSample "$TestDrive/s" -Kind NsgV1 -Defect LetterProtocol } }
        @{ Id = 'SampleDurationOutOfRange'; Category = 'InvalidArgument'; Command = 'New-NsgFlowSample'; Run = { New-NsgFlowSample "$TestDrive/s" -Duration 400d } }
        @{ Id = 'SampleFolderIsFile'; Category = 'InvalidArgument'; Command = 'New-NsgFlowSample'; Run = { New-NsgFlowSample $Foreign } }
        @{ Id = 'SampleFolderNotEmpty'; Category = 'ResourceExists'; Command = 'New-NsgFlowSample'; Run = { New-NsgFlowSample $TestDrive } }
        @{ Id = 'SampleFolderNotFileSystem'; Category = 'InvalidArgument'; Command = 'New-NsgFlowSample'; Run = { New-NsgFlowSample Env:sample } }
        @{ Id = 'SampleKindUnsupported'; Category = 'InvalidArgument'; Command = 'New-NsgFlowSample'; Run = { New-NsgFlowSample "$TestDrive/s" -Kind Other } }
        @{ Id = 'SampleNotWritten'; Category = 'WriteError'; Command = 'New-NsgFlowSample'; Run = { New-NsgFlowSample "$Foreign/below" } }
        @{ Id = 'SampleSizeTooSmall'; Category = 'InvalidArgument'; Command = 'New-NsgFlowSample'; Run = { New-NsgFlowSample "$TestDrive/s" -Size 10 } }
        @{ Id = 'SampleStartTimeOutOfRange'; Category = 'InvalidArgument'; Command = 'New-NsgFlowSample'; Run = { New-NsgFlowSample "$TestDrive/s" -StartTime 1999-12-31T00:00Z } }
        @{ Id = 'TrailingBytes'; Category = 'InvalidData'; Command = 'ConvertFrom-NsgFlowLog'; Run = { (Compress-Byte ([System.Text.Encoding]::UTF8.GetBytes($Text))), [byte[]]::new(100000) | ConvertFrom-NsgFlowLog } }
        @{ Id = 'UnsupportedInput'; Category = 'InvalidType'; Command = 'ConvertFrom-NsgFlowLog'; Run = { Get-Item -LiteralPath $Log | ConvertFrom-NsgFlowLog } }
    ) | Where-Object { -not ($IsWindows -and $_['NotOnWindows']) }
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    $tuple = '1768466999,203.0.113.45,10.20.1.4,57254,3389,T,I,D,B,,,,'
    $script:Text = Get-NsgLogText -Tuple $tuple, $tuple
    $script:Log = Join-Path $TestDrive 'log.json'
    Set-Content -LiteralPath $Log -Value $Text
    $script:Foreign = Join-Path $TestDrive 'audit.json'
    Set-Content -LiteralPath $Foreign -Value '{"category":"AuditEvent","operationName":"SecretGet"}'
    $script:Deviating = Join-Path $TestDrive 'deviating.json'
    Set-Content -LiteralPath $Deviating -Value (Get-NsgLogText -Tuple '1768466999123,203.0.113.45,10.20.1.4,57254,3389,T,I,D,B,,,,')

    $script:BrokenGzip = Join-Path $TestDrive 'broken.json.gz'
    $bytes = Compress-Byte ([System.IO.File]::ReadAllBytes((Get-ChildItem -LiteralPath $Samples -Recurse -Filter PT1H.json)[0].FullName))
    foreach ($i in 0..99) { $bytes[[int]($bytes.Length / 2) + $i] = 255 }
    [System.IO.File]::WriteAllBytes($BrokenGzip, $bytes)

    # A file that is there and cannot be opened, whoever asks: root, too, finds nothing behind a broken link.
    $script:Unreadable = Join-Path $TestDrive 'unreadable.json'
    $script:Holder = $null
    if ($IsWindows) {
        $script:Holder = [System.IO.File]::Open($Unreadable, 'Create', 'ReadWrite', 'None')
    }
    else {
        $null = New-Item -ItemType SymbolicLink -Path $Unreadable -Target (Join-Path $TestDrive 'gone')
    }

    # A folder whose path is too long to be listed, which keeps root out, too.
    $script:DeepFolder = $null
    if (-not $IsWindows) {
        $script:DeepFolder = [System.IO.Directory]::CreateTempSubdirectory('nsgflow').FullName
        sh -c 'cd "$1" && n=$(printf "%0200d" 0) && i=0 && while [ $i -lt 25 ] && mkdir "$n" && cd -P "./$n"; do i=$((i+1)); done' sh $DeepFolder 2> $null
    }

    # Its keys stand behind 5 MB of tuples.
    function Get-KeysLastText {
        $many = [string]::Join('","', [System.Linq.Enumerable]::Repeat('1768466999,203.0.113.45,10.20.1.4,57254,3389,T,I,D,B,,,,', 90000))
        '{"records":[{"properties":{"flows":[{"flows":[{"flowTuples":["' + $many + '"],"mac":"000D3A000001"}],"rule":"UserRule_web"}]},"time":"2026-01-15T09:00:05Z"}]}'
    }

    function Get-ErrorOf([scriptblock] $Script) {
        try {
            & $Script 2>&1 | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] }
        }
        catch {
            $_
        }
    }

    [xml] $resources = Get-Content -Raw -LiteralPath (Join-Path $RepositoryRoot 'src/NsgFlow.PowerShell/Errors/Strings.resx')
    $script:Strings = @{}
    foreach ($data in $resources.root.data) { $Strings[$data.name] = $data.value }

    # The text of a resource as a pattern, its placeholders open.
    function Get-TextPattern([string] $Name) {
        '^' + ([regex]::Escape($Strings[$Name]) -replace '\\\{\d+(:[^}]*)?}', '.*') + '$'
    }
}

AfterAll {
    if ($Holder) { $Holder.Dispose() }
    if ($DeepFolder) { rm -rf -- $DeepFolder }
}

Describe 'Errors' {
    It 'gives <Id> for <Run>' -ForEach $cases {
        $found = @(Get-ErrorOf $Run | Where-Object FullyQualifiedErrorId -Like "$Id,*")
        $found | Should -HaveCount 1
        $found[0].FullyQualifiedErrorId | Should -BeExactly "$Id,$((Get-Command $Command).ImplementingType.FullName)"
        [string] $found[0].CategoryInfo.Category | Should -BeIn $Category
        $found[0].Exception.Message | Should -Match (Get-TextPattern $Id)
        $found[0].ErrorDetails.Message | Should -BeExactly $found[0].Exception.Message
        $found[0].ErrorDetails.RecommendedAction | Should -Match (Get-TextPattern "${Id}_Remedy")
        $found[0].InvocationInfo.MyCommand.Name | Should -Be $Command
        # InvalidFilter names the value in its message: the engine tells no more.
        if ($Id -ne 'InvalidFilter') { $found[0].TargetObject | Should -Not -BeNullOrEmpty }
    }

    It 'reads on after a bad path, and stops at it with -ErrorAction Stop' {
        $paths = "$TestDrive/missing.json", '[z-a]*', 'https://example/PT1H.json', 'Env:PATH', $Foreign, $Log
        $flows = Get-NsgFlowLog $paths -ErrorAction SilentlyContinue -ErrorVariable found
        $flows | Should -HaveCount 2
        ($found | ForEach-Object { $_.FullyQualifiedErrorId.Split(',')[0] }) -join ' ' | Should -Be 'FileNotFound InvalidPath InvalidPath PathNotFileSystem NotFlowLog'
        { Get-NsgFlowLog $paths -ErrorAction Stop } | Should -Throw -ErrorId 'FileNotFound,*'
    }

    It 'ends at the first error where $ErrorActionPreference is Stop' {
        { $ErrorActionPreference = 'Stop'; Get-NsgFlowLog $Foreign, $Log } | Should -Throw -ErrorId 'NotFlowLog,*'
    }

    It 'cuts the signature out of all it says' {
        $said = Get-NsgFlowLog 'https://account.blob.core.windows.net/logs/PT1H.json?sv=2025&sig=SECRET%3D' -Verbose *>&1
        $said | Should -Not -BeNullOrEmpty
        "$said $($said.TargetObject)" | Should -Not -Match 'SECRET'
    }

    It 'refuses <Arguments> of -<Parameter> in PowerShell''s own words' -ForEach @(
        @{ Parameter = 'Decision'; Arguments = $null; Id = 'ParameterArgumentValidationError' }
        @{ Parameter = 'Direction'; Arguments = $null; Id = 'ParameterArgumentValidationError' }
        @{ Parameter = 'State'; Arguments = $null; Id = 'ParameterArgumentValidationError' }
        @{ Parameter = 'Protocol'; Arguments = $null; Id = 'ParameterArgumentValidationError' }
        @{ Parameter = 'Protocol'; Arguments = ''; Id = 'CannotConvertArgumentNoMessage' }
        @{ Parameter = 'Protocol'; Arguments = 6.5; Id = 'CannotConvertArgumentNoMessage' }
        @{ Parameter = 'Protocol'; Arguments = 300; Id = 'CannotConvertArgumentNoMessage' }
        @{ Parameter = 'Port'; Arguments = 70000; Id = 'ParameterArgumentValidationError' }
        @{ Parameter = 'Port'; Arguments = @(); Id = 'ParameterArgumentValidationError' }
        @{ Parameter = 'Between'; Arguments = '10.0.0.0/8'; Id = 'ParameterArgumentValidationError' }
        @{ Parameter = 'ThrottleLimit'; Arguments = 0; Id = 'ParameterArgumentValidationError' }
        @{ Parameter = 'Last'; Arguments = 6; Id = 'ParameterArgumentTransformationError' }
        @{ Parameter = 'StartTime'; Arguments = 'yesterday'; Id = 'CannotConvertArgumentNoMessage' }
    ) {
        $splat = @{ $Parameter = $Arguments }
        { Get-NsgFlowLog $Log @splat } | Should -Throw -ErrorId "$Id,*"
    }
}

Describe 'Errors of importing the module' {
    It 'gives AnotherBuildLoaded where the process holds another NsgFlow.dll' {
        # The same assembly with another id is another build of it.
        $other = Join-Path $TestDrive 'NsgFlow.dll'
        $id = [NsgFlow.FlowRecord].Module.ModuleVersionId.ToByteArray()
        $bytes = [System.IO.File]::ReadAllBytes((Join-Path $ModuleFolder 'bin/NsgFlow.dll'))
        $latin1 = [System.Text.Encoding]::Latin1
        $place = $latin1.GetString($bytes).IndexOf($latin1.GetString($id), [System.StringComparison]::Ordinal)
        $bytes[$place] = $id[0] -bxor 255
        [System.IO.File]::WriteAllBytes($other, $bytes)
        $pwsh = (Get-Process -Id $PID).Path
        $seen = & $pwsh -NoProfile -NonInteractive -Command {
            param($Module, $Other)
            $null = [System.Reflection.Assembly]::LoadFrom($Other)
            try { Import-Module -Name $Module } catch { $_.FullyQualifiedErrorId; [string] $_.CategoryInfo.Category; $_.Exception.Message }
        } -args $ModuleFolder, $other
        $seen[0] | Should -BeLike 'AnotherBuildLoaded*'
        $seen[1] | Should -Be 'ResourceExists'
        $seen[2] | Should -BeLike '*Start a new session*'
    }

    It 'gives PowerShellTooOld before it does anything else' {
        # An older PowerShell is not at hand: the loader runs with an older version in place of this one's.
        $text = Get-Content -Raw -LiteralPath (Join-Path $ModuleFolder 'NsgFlow.PowerShell.psm1')
        $old = [scriptblock]::Create('$old = @{ PSVersion = [version] "7.3.0" };' + $text.Replace('$PSVersionTable', '$old'))
        { & $old } | Should -Throw -ErrorId 'PowerShellTooOld'
    }
}
