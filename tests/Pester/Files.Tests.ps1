BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    $script:Log = (Get-ChildItem -LiteralPath (Join-Path $Samples 'vnet') -Recurse -Filter PT1H.json | Sort-Object FullName)[0].FullName
    $script:Expected = @(Get-NsgFlowLog -LiteralPath $Log).Count
}

Describe 'ConvertFrom-NsgFlowLog' {
    It 'reads <Name>' -ForEach @(
        @{ Name = 'raw text'; Read = { Get-Content -Raw -LiteralPath $Log } }
        @{ Name = 'lines'; Read = { (Get-Content -Raw -LiteralPath $Log) -replace '","', "`",`n`"" -split "`n" } }
        @{ Name = 'a file line by line'; Read = { Get-Content -LiteralPath $Log } }
        @{ Name = 'an array of bytes'; Read = { Get-Content -AsByteStream -Raw -LiteralPath $Log } }
        @{ Name = 'single bytes'; Read = { Get-Content -AsByteStream -LiteralPath $Log } }
        @{ Name = 'pieces of bytes'; Read = { Get-Content -AsByteStream -ReadCount 999 -LiteralPath $Log } }
        @{ Name = 'a stream'; Read = { [System.IO.File]::OpenRead($Log) } }
    ) {
        @(& $Read | ConvertFrom-NsgFlowLog) | Should -HaveCount $Expected
    }

    It 'ends with Select-Object -First' {
        @(Get-Content -LiteralPath $Log | ConvertFrom-NsgFlowLog | Select-Object -First 2) | Should -HaveCount 2
    }

    It 'reads the answer of Invoke-WebRequest, <Name>' -ForEach @(
        @{ Name = 'as JSON'; ContentType = 'application/json'; Gzip = $false; Encoding = $null }
        @{ Name = 'as bytes'; ContentType = 'application/octet-stream'; Gzip = $false; Encoding = $null }
        @{ Name = 'as gzip bytes'; ContentType = 'application/octet-stream'; Gzip = $true; Encoding = $null }
        @{ Name = 'compressed on its way'; ContentType = 'application/json'; Gzip = $true; Encoding = 'gzip' }
    ) {
        $content = [System.IO.File]::ReadAllBytes($Log)
        if ($Gzip) {
            $memory = [System.IO.MemoryStream]::new()
            $stream = [System.IO.Compression.GZipStream]::new($memory, [System.IO.Compression.CompressionMode]::Compress)
            $stream.Write($content, 0, $content.Length)
            $stream.Dispose()
            $content = $memory.ToArray()
        }
        $server = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $server.Start()
        try {
            $answer = Start-ThreadJob {
                $client = ($using:server).AcceptTcpClient()
                $stream = $client.GetStream()
                $reader = [System.IO.StreamReader]::new($stream)
                while ($reader.ReadLine()) { }
                $head = "HTTP/1.1 200 OK`r`nContent-Type: $using:ContentType`r`nContent-Length: $(($using:content).Length)`r`nConnection: close`r`n"
                if ($using:Encoding) { $head += "Content-Encoding: $using:Encoding`r`n" }
                $bytes = [System.Text.Encoding]::ASCII.GetBytes($head + "`r`n")
                $stream.Write($bytes, 0, $bytes.Length)
                $stream.Write($using:content, 0, ($using:content).Length)
                $client.Dispose()
            }
            $flows = Invoke-WebRequest -Uri "http://127.0.0.1:$($server.LocalEndpoint.Port)/PT1H.json" -NoProxy | ConvertFrom-NsgFlowLog
            @($flows) | Should -HaveCount $Expected
            $answer | Wait-Job | Remove-Job
        }
        finally {
            $server.Stop()
        }
    }
}

Describe 'Get-NsgFlowLogFile and Get-NsgFlowCoverage' {
    It 'find every log of the samples, all of them closed' {
        $files = Get-NsgFlowLogFile $Samples
        $files | Should -HaveCount @(Get-ChildItem -LiteralPath $Samples -Recurse -Filter PT1H.json).Count
        $files[0] | Should -BeOfType [NsgFlow.FlowLogFile]
        $files.IsComplete | Select-Object -Unique | Should -BeTrue
        ($files | Get-NsgFlowLog | Measure-Object).Count | Should -Be @(Get-NsgFlowLog $Samples).Count
    }

    It 'agree with the records that reading finds' {
        foreach ($hour in Get-NsgFlowCoverage $Samples) {
            $hour.Status | Should -Be Present
            $times = Get-NsgFlowLog -LiteralPath $hour.FullName | Measure-Object RecordTime -Minimum -Maximum
            $hour.FirstRecord | Should -BeLessOrEqual $times.Minimum
            $hour.LastRecord | Should -BeGreaterOrEqual $times.Maximum
        }
    }

    It 'show the gaps in groups of network interfaces' {
        $gaps = Get-NsgFlowCoverage $Samples -StartTime 2026-01-15T07:00Z -EndTime 2026-01-15T10:00Z -Gap
        $gaps.Status | Select-Object -Unique | Should -Be Missing
        $gaps.Hour.Hour | Select-Object -Unique | Should -Be 7
        $gaps | Out-String -Width 120 | Should -Match 'MacAddress: 000D3A747C00'
    }

    It 'have list views with times in UTC' {
        Get-NsgFlowLogFile $Samples | Format-List | Out-String -Width 320 | Should -Match 'LastWriteTime \(UTC\) +: \d{4}-\d\d-\d\d \d\d:\d\d:\d\d'
        Get-NsgFlowCoverage $Samples | Format-List | Out-String -Width 320 | Should -Match 'LastRecord \(UTC\) +: 2026-01-15 0[89]:\d\d:\d\d'
    }

    It 'complete the names of their parameters' {
        $line = 'Get-NsgFlowCoverage x -Ga'
        (TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches.CompletionText | Should -Contain '-Gap'
    }
}
