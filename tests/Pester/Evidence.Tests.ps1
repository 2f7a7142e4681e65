BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')

    function Get-Hash {
        param([byte[]] $Bytes)
        [System.Convert]::ToHexString([System.Security.Cryptography.SHA256]::HashData($Bytes)).ToLowerInvariant()
    }

    # Writes a copy and its manifest by the words of about_NsgFlow_Evidence, and with nothing of the module.
    function Write-Copy {
        param([string] $Folder)

        $null = New-Item -ItemType Directory -Path $Folder
        Copy-Item -Recurse -Path (Join-Path $Samples 'nsg-v2/insights-logs-networksecuritygroupflowevent') -Destination $Folder
        $lines = [System.Collections.Generic.List[string]]::new()
        $previous = $null
        $add = {
            param($type, $fields)
            $line = [ordered]@{ type = $type; previous = $previous }
            $fields.GetEnumerator() | ForEach-Object { $line[$_.Key] = $_.Value }
            $lines.Add(($line | ConvertTo-Json -Compress -Depth 4))
            Get-Hash ([System.Text.Encoding]::UTF8.GetBytes($lines[-1]))
        }
        $time = '2026-01-15T12:00:00.0000000Z'
        $previous = & $add 'acquisition' ([ordered]@{
                format = 1; module = 'x'; moduleVersion = '0'; startedAt = $time; case = 'C-1'; operator = 'ann'; note = $null; host = 'h'
                parameters = @{ StorageAccount = @('https://a.blob.example/') }; previousManifest = $null; previousSha256 = $null
            })
        $list = ''
        $bytes = 0
        $files = Get-ChildItem -Recurse -File -LiteralPath $Folder | Sort-Object FullName -CaseSensitive
        foreach ($file in $files) {
            $content = [System.IO.File]::ReadAllBytes($file.FullName)
            $path = [System.IO.Path]::GetRelativePath($Folder, $file.FullName).Replace('\', '/')
            $bytes += $content.Length
            $list += "$(Get-Hash $content)  $path`n"
            $previous = & $add 'blob' ([ordered]@{
                    path = $path; uri = "https://a.blob.example/$path"; etag = '"1"'; lastModified = $time; contentMD5 = $null
                    length = $content.Length; committedBlocks = $null; lastBlockId = $null
                    bytesHashed = $content.Length; sha256 = Get-Hash $content
                    prefixBytes = $content.Length - 2; prefixSha256 = Get-Hash $content[0..($content.Length - 3)]
                    state = 'complete'; acquiredAt = $time; moduleVersion = '0'
                })
        }
        $null = & $add 'end' ([ordered]@{ lines = $lines.Count; files = @($files).Count; bytes = $bytes; failed = 0; complete = $true; endedAt = $time })
        $manifest = [System.Text.Encoding]::UTF8.GetBytes(($lines -join "`n") + "`n")
        [System.IO.File]::WriteAllBytes((Join-Path $Folder 'nsgflow-20260115T120000Z.manifest.jsonl'), $manifest)
        $list += "$(Get-Hash $manifest)  nsgflow-20260115T120000Z.manifest.jsonl`n"
        [System.IO.File]::WriteAllText((Join-Path $Folder 'nsgflow-20260115T120000Z.sha256'), $list)
        Get-Hash $manifest
    }
}

Describe 'Test-NsgFlowManifest' {
    BeforeEach {
        $folder = Join-Path $TestDrive ([guid]::NewGuid())
        $hash = Write-Copy $folder
    }

    It 'finds good what was written by the words of the help' {
        $check = Test-NsgFlowManifest $folder -ExpectedHash $hash
        $check.Problem | Should -BeNullOrEmpty
        $check.IsValid | Should -BeTrue
        $check.IsExpected | Should -BeTrue
        $check.Match | Should -Be 2
        $check.Case | Should -Be 'C-1'
    }

    It 'sees a changed log and an added one' {
        $log = Get-ChildItem -Recurse -File -LiteralPath $folder -Filter PT1H.json | Select-Object -First 1
        [System.IO.File]::WriteAllText($log.FullName, 'other')
        'x' | Set-Content -LiteralPath (Join-Path $folder 'more.txt')
        $check = Get-Item -LiteralPath (Join-Path $folder 'nsgflow-20260115T120000Z.manifest.jsonl') | Test-NsgFlowManifest
        $check.IsValid | Should -BeFalse
        ($check.Files | Where-Object Status -NE Match | Sort-Object Status | ForEach-Object { "$($_.Status)" }) -join ' ' | Should -Be 'Changed Extra'
        $check | Format-Table | Out-String -Width 120 | Should -Match 'False +Intact +None +1 +0 +1 +0 +1'
    }

    It 'sees a changed manifest' {
        $manifest = Join-Path $folder 'nsgflow-20260115T120000Z.manifest.jsonl'
        [System.IO.File]::WriteAllText($manifest, [System.IO.File]::ReadAllText($manifest).Replace('C-1', 'C-2'))
        $check = Test-NsgFlowManifest -LiteralPath $manifest -ExpectedHash $hash
        "$($check.Chain) $($check.IsExpected) $($check.IsValid)" | Should -Be 'Broken False False'
        $check.Problem | Should -BeLike 'line 2: *'
    }

    It 'says so where there is no manifest' {
        Test-NsgFlowManifest $Samples -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[0].FullyQualifiedErrorId | Should -Be 'ManifestNotFound,NsgFlow.PowerShell.Commands.TestNsgFlowManifestCommand'
    }
}
