namespace NsgFlow.Shell;

/// <summary>The exit codes of nsgflow itself; a script may choose its own with <c>exit</c>.</summary>
internal static class ExitCodes
{
    /// <summary>All went well.</summary>
    public const int Success = 0;

    /// <summary>A terminating error, a last command that failed, or a module that could not be loaded.</summary>
    public const int Failure = 1;

    /// <summary>The command line is wrong, or the script does not exist (EX_USAGE of sysexits).</summary>
    public const int Usage = 64;

    /// <summary>Stopped by Ctrl+C: 128 plus SIGINT.</summary>
    public const int Interrupted = 130;

    /// <summary>Stopped by SIGTERM: 128 plus its number.</summary>
    public const int Terminated = 143;
}
