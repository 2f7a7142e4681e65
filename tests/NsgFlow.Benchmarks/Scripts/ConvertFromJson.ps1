<#
.SYNOPSIS
Finds denied flows to port 3389 the way scripts do it today: ConvertFrom-Json, then every tuple split at its commas.

.PARAMETER List
A file with the path of one NSG flow log a line.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $List
)

foreach ($path in [IO.File]::ReadAllLines($List)) {
    $log = Get-Content -Raw -LiteralPath $path | ConvertFrom-Json
    foreach ($record in $log.records) {
        foreach ($rule in $record.properties.flows) {
            foreach ($flow in $rule.flows) {
                foreach ($tuple in $flow.flowTuples) {
                    $field = $tuple -split ','
                    if ($field[7] -eq 'D' -and $field[4] -eq '3389') {
                        $null = [pscustomobject]@{
                            Time               = [DateTimeOffset]::FromUnixTimeSeconds($field[0])
                            SourceAddress      = $field[1]
                            DestinationAddress = $field[2]
                            SourcePort         = [int]$field[3]
                            DestinationPort    = [int]$field[4]
                            Rule               = $rule.rule
                            MacAddress         = $flow.mac
                        }
                    }
                }
            }
        }
    }
}
