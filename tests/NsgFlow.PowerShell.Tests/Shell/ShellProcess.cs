using System.Diagnostics;
using System.Reflection;
using System.Text;

namespace NsgFlow.PowerShell.Tests.Shell;

/// <summary>Runs nsgflow as a child process, as users do.</summary>
internal sealed class ShellProcess : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);
    private static readonly UTF8Encoding s_encoding = new(false);

    private readonly Process _process;
    private bool _isOutputClosed;

    private ShellProcess(Process process) => _process = process;

    /// <summary>The path of the assembly of nsgflow.</summary>
    public static string Assembly { get; } = typeof(ShellProcess).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "ShellAssembly").Value!;

    /// <summary>The number of the process.</summary>
    public int Id => _process.Id;

    /// <summary>Runs to the end with the given arguments and an empty standard input.</summary>
    public static Task<ShellResult> RunAsync(params string[] arguments) => RunAsync(string.Empty, arguments);

    /// <summary>Runs to the end with a text as standard input.</summary>
    public static async Task<ShellResult> RunAsync(
        string input, string[] arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        using ShellProcess shell = Start(arguments, environment);
        try
        {
            await shell._process.StandardInput.WriteAsync(input);
            shell._process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading its input: the result tells why.
        }

        return await shell.FinishAsync();
    }

    /// <summary>Starts nsgflow with its streams open.</summary>
    public static ShellProcess Start(string[] arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        ProcessStartInfo start = new("dotnet", [Assembly, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = s_encoding,
            StandardOutputEncoding = s_encoding,
            StandardErrorEncoding = s_encoding,
        };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new ShellProcess(Process.Start(start)!);
    }

    /// <summary>Writes a line to standard input and leaves that open.</summary>
    public async Task WriteLineAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Waits for one line of standard output.</summary>
    public async Task<string?> ReadLineAsync()
    {
        using CancellationTokenSource limit = new(s_limit);
        return await _process.StandardOutput.ReadLineAsync(limit.Token);
    }

    /// <summary>Closes the reading end of standard output, as head does.</summary>
    public void CloseOutput()
    {
        _isOutputClosed = true;
        _process.StandardOutput.Close();
    }

    /// <summary>Waits for the end and takes what has not been read.</summary>
    public async Task<ShellResult> FinishAsync()
    {
        using CancellationTokenSource limit = new(s_limit);
        Task<string> output = _isOutputClosed
            ? Task.FromResult(string.Empty)
            : _process.StandardOutput.ReadToEndAsync(limit.Token);
        Task<string> error = _process.StandardError.ReadToEndAsync(limit.Token);
        await _process.WaitForExitAsync(limit.Token);
        return new ShellResult(_process.ExitCode, await output, await error);
    }

    /// <summary>Ends the process if a test failed before it did.</summary>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}
