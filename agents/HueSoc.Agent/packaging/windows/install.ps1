#Requires -Version 5.1
#Requires -RunAsAdministrator
<#
.SYNOPSIS
    Installs the HueSoc agent as a service of Windows, or puts a newer one in its place; what it knows is kept.
.DESCRIPTION
    The program goes to "Program Files\HueSoc\Agent", what it knows to "ProgramData\HueSoc\Agent". Both are shut to everybody but SYSTEM and the
    administrators. The service runs as LocalSystem, which every channel of the Event Log lets read, with all privileges but one taken away. When it
    fails it is started again. What it says of itself is in the Application log, source HueSocAgent.
.PARAMETER Program
    The published huesoc-agent.exe; that beside this script when it is not given.
.PARAMETER Server
    The address of the HueSoc server. With it and a token the machine is enrolled.
.PARAMETER Token
    The token: huesoc agents token --agency CODE.
.PARAMETER CaPin
    The SHA-256 of a certificate that must be in the server's chain.
.EXAMPLE
    .\install.ps1 -Server https://soc.example:5280 -Token T -CaPin SHA256
#>
[CmdletBinding()]
param(
    [string] $Program = (Join-Path $PSScriptRoot 'huesoc-agent.exe'),
    [string] $Server,
    [string] $Token,
    [string] $CaPin
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

$serviceName = 'HueSocAgent'
$programFolder = Join-Path $env:ProgramFiles 'HueSoc\Agent'
$dataFolder = Join-Path $env:ProgramData 'HueSoc\Agent'
$executable = Join-Path $programFolder 'huesoc-agent.exe'
$state = Join-Path $dataFolder 'State'
$config = Join-Path $dataFolder 'agent.json'
$eventSource = "HKLM:\SYSTEM\CurrentControlSet\Services\EventLog\Application\$serviceName"

function Invoke-Checked {
    param([string] $File, [string[]] $Arguments)
    & $File @Arguments | Out-Host
    if ($LASTEXITCODE -ne 0) {
        throw "$File $($Arguments[0]) ended with $LASTEXITCODE"
    }
}

# Owner and group are the administrators, nothing is inherited, SYSTEM and the administrators have everything, for all that is below.
function Protect-Folder {
    param([string] $Path)
    if (Test-Path -LiteralPath $Path) {
        $item = Get-Item -LiteralPath $Path -Force
        if (-not $item.PSIsContainer -or ($item.Attributes -band [IO.FileAttributes]::ReparsePoint)) {
            throw "$Path is no folder, or leads elsewhere; remove it first"
        }

        # Everybody may make folders in ProgramData: one that somebody else made beforehand is not believed.
        $owner = (Get-Acl -LiteralPath $Path).GetOwner([Security.Principal.SecurityIdentifier]).Value
        if ($owner -notin 'S-1-5-18', 'S-1-5-32-544') {
            throw "$Path belongs to $owner, not to the administrators; look at it and remove it first"
        }
    }
    else {
        $null = New-Item -ItemType Directory -Path $Path
    }

    $access = New-Object Security.AccessControl.DirectorySecurity
    $access.SetSecurityDescriptorSddlForm('O:BAG:BAD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)')
    Set-Acl -LiteralPath $Path -AclObject $access
}

if (-not (Test-Path -LiteralPath $Program -PathType Leaf)) {
    throw "$Program is not there: publish it with 'dotnet publish agents/HueSoc.Agent -c Release -r win-x64'"
}

if ([bool]$Server -ne [bool]$Token) {
    throw '-Server and -Token go together'
}

$service = Get-Service -Name $serviceName -ErrorAction SilentlyContinue
if ($service -and $service.Status -ne 'Stopped') {
    Stop-Service -Name $serviceName
    $service.WaitForStatus('Stopped', [TimeSpan]::FromSeconds(60))
}

# Folders: the outer ones too, or somebody could put another one in the place of the inner one.
foreach ($folder in (Split-Path $programFolder), $programFolder, (Split-Path $dataFolder), $dataFolder, $state) {
    Protect-Folder $folder
}

if (Get-ChildItem -LiteralPath $dataFolder -Force) {
    # What was there before has no access list of its own.
    Invoke-Checked "$env:SystemRoot\System32\icacls.exe" @("$dataFolder\*", '/reset', '/T', '/C', '/Q')
    Protect-Folder $state
}

# The program: beside its place first, so that there is always a whole one.
$beside = "$executable.new"
Copy-Item -LiteralPath $Program -Destination $beside -Force
Unblock-File -LiteralPath $beside
Move-Item -LiteralPath $beside -Destination $executable -Force

# The event source. The messages 1 to 1000 of EventCreate.exe are the text that is reported.
if (-not (Test-Path -LiteralPath $eventSource)) {
    $null = New-Item -Path $eventSource
}

$null = New-ItemProperty -LiteralPath $eventSource -Name EventMessageFile -PropertyType ExpandString -Value '%SystemRoot%\System32\EventCreate.exe' -Force
$null = New-ItemProperty -LiteralPath $eventSource -Name TypesSupported -PropertyType DWord -Value 7 -Force

# The service.
$commandLine = '"{0}" service --state "{1}" --config "{2}"' -f $executable, $state, $config
if ($service) {
    $known = Get-CimInstance -ClassName Win32_Service -Filter "Name='$serviceName'"
    $changed = Invoke-CimMethod -InputObject $known -MethodName Change -Arguments @{ PathName = $commandLine; StartMode = 'Automatic' }
    if ($changed.ReturnValue -ne 0) {
        throw "the service could not be changed (Win32_Service.Change gave $($changed.ReturnValue))"
    }
}
else {
    $null = New-Service -Name $serviceName -BinaryPathName $commandLine -DisplayName 'HueSoc agent' -StartupType Automatic -DependsOn 'EventLog' `
        -Description 'Reads the logs of this machine and delivers every event once to the HueSoc server.'
}

$sc = "$env:SystemRoot\System32\sc.exe"

# It is started again after 5 seconds, after a minute, and then each five minutes; a day without a failure counts as well again.
Invoke-Checked $sc @('failure', $serviceName, 'reset=', '86400', 'actions=', 'restart/5000/restart/60000/restart/300000')
Invoke-Checked $sc @('failureflag', $serviceName, '1')

# What it reads it may read by its account; it needs no privilege beyond passing through folders.
Invoke-Checked $sc @('privs', $serviceName, 'SeChangeNotifyPrivilege')
Invoke-Checked $sc @('sidtype', $serviceName, 'unrestricted')

if ($Server) {
    $arguments = @('enroll', '--server', $Server, '--token', $Token, '--state', $state)
    if ($CaPin) {
        $arguments += '--ca-pin', $CaPin
    }

    Invoke-Checked $executable $arguments
}

if ((Test-Path -LiteralPath (Join-Path $state 'identity.json')) -or (Test-Path -LiteralPath $config)) {
    Start-Service -Name $serviceName
    Write-Output "$serviceName runs; how it is: & '$executable' status --state '$state'"
}
else {
    Write-Output "$serviceName is installed and not started: enrol it (& '$executable' enroll --server URL --token T --state '$state'), or write $config; then Start-Service $serviceName"
}
