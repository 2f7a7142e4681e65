<#
.SYNOPSIS
Sums up flows by destination port the way scripts do it today: ConvertFrom-Json, then every tuple split at its commas.

.PARAMETER List
A file with the path of one NSG flow log a line.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $List
)

$ports = @{}
foreach ($path in [IO.File]::ReadAllLines($List)) {
    $log = Get-Content -Raw -LiteralPath $path | ConvertFrom-Json
    foreach ($record in $log.records) {
        foreach ($rule in $record.properties.flows) {
            foreach ($group in $rule.flows) {
                foreach ($tuple in $group.flowTuples) {
                    $fields = $tuple -split ','
                    $sum = $ports[$fields[4]]
                    if ($null -eq $sum) {
                        $sum = $ports[$fields[4]] = [long[]]::new(3)
                    }

                    $sum[0]++
                    $sum[1] += [long] $fields[10]
                    $sum[2] += [long] $fields[12]
                }
            }
        }
    }
}

$ports.Count
