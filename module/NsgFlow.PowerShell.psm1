# Loads the module's assemblies, each into the load context it belongs to. Only the engine's own commands and .NET are
# used, for a small host may hold neither Microsoft.PowerShell.Utility nor Microsoft.PowerShell.Management.

# The manifest says so too; this speaks to those who import this file by its path.
if ($PSVersionTable.PSVersion.Major -lt 7 -or ($PSVersionTable.PSVersion.Major -eq 7 -and $PSVersionTable.PSVersion.Minor -lt 4)) {
    throw [System.Management.Automation.ErrorRecord]::new(
        [System.NotSupportedException]::new("NsgFlow.PowerShell needs PowerShell 7.4 or later; this is $($PSVersionTable.PSVersion)."),
        'PowerShellTooOld',
        [System.Management.Automation.ErrorCategory]::NotInstalled,
        $PSVersionTable.PSVersion)
}

# The id that a compiler gives each build of an assembly, read without loading it.
function Get-BuildId {
    param([string] $Path)

    $stream = [System.IO.File]::OpenRead($Path)
    try {
        $image = [System.Reflection.PortableExecutable.PEReader]::new($stream)
        $metadata = [System.Reflection.Metadata.PEReaderExtensions]::GetMetadataReader($image)
        $metadata.GetGuid($metadata.GetModuleDefinition().Mvid)
    }
    finally {
        $stream.Dispose()
    }
}

# .NET cannot exchange an assembly, so another build in the process would go on working in place of this one.
function Assert-SameBuild {
    param([System.Reflection.Assembly] $Assembly, [string] $Path)

    if ($Assembly.ManifestModule.ModuleVersionId -eq (Get-BuildId -Path $Path)) {
        return
    }

    $wanted = [System.Reflection.AssemblyName]::GetAssemblyName($Path).Version
    $loaded = $Assembly.GetName()
    throw [System.Management.Automation.ErrorRecord]::new(
        [System.InvalidOperationException]::new("This session already uses another build of $($loaded.Name) (version $($loaded.Version), from '$($Assembly.Location)'), so version $wanted from '$Path' cannot be imported. Start a new session and import the module there."),
        'AnotherBuildLoaded',
        [System.Management.Automation.ErrorCategory]::ResourceExists,
        $Path)
}

$bin = [System.IO.Path]::Combine($PSScriptRoot, 'bin')
$enginePath = [System.IO.Path]::Combine($bin, 'NsgFlow.dll')
$cmdletPath = [System.IO.Path]::Combine($bin, 'NsgFlow.PowerShell.dll')

$engine = $null
foreach ($assembly in [System.Runtime.Loader.AssemblyLoadContext]::Default.Assemblies) {
    if ($assembly.GetName().Name -ceq 'NsgFlow') {
        $engine = $assembly
    }
}

$wasLoaded = $null -ne $engine
if ($wasLoaded) {
    Assert-SameBuild -Assembly $engine -Path $enginePath
}
else {
    $engine = [System.Reflection.Assembly]::LoadFrom($enginePath)
}

$cmdlets = $engine.GetType('NsgFlow.Loading.ModuleLoadContext', $true)::LoadModule($bin, 'NsgFlow.PowerShell')
if ($wasLoaded) {
    Assert-SameBuild -Assembly $cmdlets -Path $cmdletPath
}

# Asked for as a cmdlet of the engine: a function of the same name must not come between.
$importModule = $ExecutionContext.InvokeCommand.GetCommand('Microsoft.PowerShell.Core\Import-Module', 'Cmdlet')
$inner = & $importModule -Assembly $cmdlets -PassThru

# At a second import PowerShell finds the assembly's module in its cache and hands no cmdlet on to this one
# (PowerShell issue 20710). Importing the module object as well does, and changes nothing at the first import.
& $importModule -ModuleInfo $inner
