# Every view of the format file on objects of its type: a new one is found by itself, and fails until it has objects here.
BeforeDiscovery {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    [xml] $format = Get-Content -Raw -LiteralPath (Join-Path $ModuleFolder 'NsgFlow.PowerShell.Format.ps1xml')
    # These come of storage accounts and of copies made from them, and no test here has one: their views are not shown yet.
    $ofAccounts = 'NsgFlow.FlowLogBlob', 'NsgFlow.FlowManifest', 'NsgFlow.FlowManifestCheck', 'NsgFlow.FlowManifestFileCheck'
    $views = foreach ($view in $format.Configuration.ViewDefinitions.View) {
        $control = $view.SelectSingleNode('*[substring(local-name(), string-length(local-name()) - 6) = "Control"]')
        foreach ($type in $view.ViewSelectedBy.TypeName | Where-Object { $_ -notin $ofAccounts }) {
            @{ View = $view.Name; Type = $type; Control = $control.LocalName; Xml = $control.OuterXml }
        }
    }
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    $script:Flows = @(Get-NsgFlowLog $Samples -State End | Select-Object -First 2)
    $script:Objects = @{
        'NsgFlow.FlowRecord'   = { $Flows }
        'NsgFlow.FlowLogFile'  = { Get-NsgFlowLogFile $Samples | Select-Object -First 2 }
        'NsgFlow.FlowCoverage' = { Get-NsgFlowCoverage $Samples -StartTime 2026-01-15T07:00Z -EndTime 2026-01-15T09:00Z | Select-Object -First 2 }
        'NsgFlow.FlowConnection' = { ConvertTo-NsgFlowConnection (Join-Path $Samples 'nsg-v2') -MinimumBytes 1000 | Select-Object -First 2 }
        'NsgFlow.FlowSummary'  = { Measure-NsgFlow $Samples -By DestinationPort -Top 2 }
        'NsgFlow.FlowTrace'    = { Trace-NsgFlow (Join-Path $Samples 'nsg-v2') -SourceAddress 203.0.113.45 }
        'NsgFlow.FlowTracePoint' = { (Trace-NsgFlow (Join-Path $Samples 'nsg-v2') -SourceAddress 203.0.113.45).Points }
    }

    # The lines of a view, wide enough for all of it.
    function Get-View([string] $Control, [string] $View, [object[]] $InputObject) {
        $shown = switch ($Control) {
            'TableControl' { if ($View -like '*.*') { $InputObject | Format-Table } else { $InputObject | Format-Table -View $View } }
            'ListControl' { if ($View -like '*.*') { $InputObject | Format-List } else { $InputObject | Format-List -View $View } }
            'WideControl' { if ($View -like '*.*') { $InputObject | Format-Wide } else { $InputObject | Format-Wide -View $View } }
            'CustomControl' { if ($View -like '*.*') { $InputObject | Format-Custom } else { $InputObject | Format-Custom -View $View } }
        }
        $shown | Out-String -Width 4000
    }
}

Describe 'Views' {
    It 'shows all of the view <View> of <Type> (<Control>)' -ForEach $views {
        $Objects.Keys | Should -Contain $Type
        $items = @(& $Objects[$Type])
        $items | Should -Not -BeNullOrEmpty
        $items[0].PSTypeNames[0] | Should -Be $Type
        $text = Get-View -Control $Control -View $View -InputObject $items

        [xml] $xml = $Xml
        $names = $xml.SelectNodes('//PropertyName[not(ancestor::ExpressionBinding/CustomControl)]') | ForEach-Object InnerText
        # A name that the type does not have would show as an empty column, in silence.
        foreach ($name in $names) { $items[0].PSObject.Properties.Name | Should -Contain $name }
        foreach ($label in $xml.SelectNodes('//Label') | ForEach-Object InnerText) { $text | Should -Match ([regex]::Escape($label)) }
        foreach ($name in $names) {
            $value = $items[0].$name
            if ($value -is [string]) { $text | Should -Match ([regex]::Escape($value)) }
            if ($value -is [datetimeoffset]) { $text | Should -Match $value.ToString('yyyy-MM-dd.HH:mm:ss') }
        }
    }

    It 'leaves out nothing of a record in its list but Context' {
        $lines = $Flows[0] | Format-List | Out-String -Width 4000
        foreach ($name in $Flows[0].PSObject.Properties.Name | Where-Object { $_ -ne 'Context' }) { $lines | Should -Match "(?m)^$name\b" }
    }

    It 'takes at most 120 columns for the table of <_>' -ForEach 'NsgFlow.FlowRecord', 'NsgFlow.FlowLogFile', 'NsgFlow.FlowCoverage', 'NsgFlow.FlowTrace', 'NsgFlow.FlowTracePoint', 'NsgFlow.FlowConnection' {
        $lines = & $Objects[$_] | Format-Table | Out-String -Width 120 -Stream | Where-Object { $_ }
        foreach ($line in $lines) { $line.Length | Should -BeLessOrEqual 120 }
        # Nothing is left out for want of room.
        $lines -join "`n" | Should -Match 'Rule|Log|End'
    }

    It 'shows the same dates in <_>, whatever its calendar' -ForEach 'de-DE', 'tr-TR', 'ar-SA', 'fa-IR', 'th-TH' {
        $before = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = $_
            foreach ($type in $Objects.Keys) {
                $items = & $Objects[$type]
                foreach ($text in ($items | Format-Table | Out-String -Width 4000), ($items | Format-List | Out-String -Width 4000)) {
                    $text | Should -Match '2026-01-15[ T]0[789]:\d\d:\d\d'
                    $text | Should -Not -Match '\b(14\d\d|2569)-'
                }
            }

            $Flows | Format-Table -View Wide | Out-String -Width 4000 | Should -Match '2026-01-15T'
        }
        finally {
            [cultureinfo]::CurrentCulture = $before
        }
    }

    It 'makes room for every property that is asked for' {
        $names = $Flows[0].PSObject.Properties.Name
        $header = ($Flows | Format-Table -Property $names -AutoSize | Out-String -Width 9000 -Stream | Where-Object { $_ })[0]
        foreach ($name in $names) { $header | Should -Match "\b$name\b" }
    }
}
