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
