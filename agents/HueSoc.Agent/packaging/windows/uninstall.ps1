#Requires -Version 5.1
#Requires -RunAsAdministrator
<#
.SYNOPSIS
    Removes the HueSoc agent. What it knows (identity, positions, events that were not delivered) stays, unless -Purge is given.
.PARAMETER Purge
    Removes that as well. The machine has to be enrolled again then, and reads its logs from their beginning.
#>
[CmdletBinding()]
param(
    [switch] $Purge
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

$serviceName = 'HueSocAgent'
$programFolder = Join-Path $env:ProgramFiles 'HueSoc\Agent'
$dataFolder = Join-Path $env:ProgramData 'HueSoc\Agent'
$eventSource = "HKLM:\SYSTEM\CurrentControlSet\Services\EventLog\Application\$serviceName"

function Remove-Folder {
    param([string] $Path)
    if (Test-Path -LiteralPath $Path) {
        Remove-Item -LiteralPath $Path -Recurse -Force
    }

    $outer = Split-Path $Path
    if ((Test-Path -LiteralPath $outer) -and -not (Get-ChildItem -LiteralPath $outer -Force)) {
        Remove-Item -LiteralPath $outer -Force
    }
}

$service = Get-Service -Name $serviceName -ErrorAction SilentlyContinue
if ($service) {
    if ($service.Status -ne 'Stopped') {
        Stop-Service -Name $serviceName
        $service.WaitForStatus('Stopped', [TimeSpan]::FromSeconds(60))
    }

    & "$env:SystemRoot\System32\sc.exe" delete $serviceName | Out-Host
    if ($LASTEXITCODE -ne 0) {
        throw "the service could not be removed (sc.exe ended with $LASTEXITCODE)"
    }
}

if (Test-Path -LiteralPath $eventSource) {
    Remove-Item -LiteralPath $eventSource -Recurse -Force
}

Remove-Folder $programFolder
if ($Purge) {
    Remove-Folder $dataFolder
    Write-Output "$serviceName is removed, and all that it knew."
}
else {
    Write-Output "$serviceName is removed; what it knew is kept in $dataFolder."
}
