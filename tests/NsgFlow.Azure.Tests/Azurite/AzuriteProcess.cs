using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace NsgFlow.Azure.Tests.Azurite;

/// <summary>A running blob service of Azurite on a free loopback port, everything in memory.</summary>
internal sealed partial class AzuriteProcess : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);
    private readonly Process _process;
    private readonly StringBuilder _text = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="accounts">The accounts it shall have.</param>
    /// <param name="certificate">For https with tokens; null for http.</param>
    public AzuriteProcess(IEnumerable<StorageAccountKey> accounts, TestCertificate? certificate = null)
    {
        ProcessStartInfo start = new("node")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        string[] arguments =
        [
            Path.Combine(AzuriteInstall.Source, "run.js"),
            AzuriteInstall.Folder,
            "--blobHost", "127.0.0.1",
            "--blobPort", "0",
            "--inMemoryPersistence",
            "--skipApiVersionCheck",
            "--disableTelemetry",
            "--silent",
            .. certificate is null ? (string[])[] : ["--oauth", "basic", "--cert", certificate.CertificateFile, "--key", certificate.KeyFile],
        ];
        Array.ForEach(arguments, start.ArgumentList.Add);
        start.Environment["AZURITE_ACCOUNTS"] = string.Join(';', accounts.Select(account => $"{account.Name}:{account.Key}"));
        _process = Process.Start(start) ?? throw new InvalidOperationException("node did not start. The storage tests need Node.js.");
        _process.OutputDataReceived += (_, e) => Read(e.Data);
        _process.ErrorDataReceived += (_, e) => Read(e.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        try
        {
            Endpoint = WaitForAddress();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Where it listens; the path of each account lies beneath.</summary>
    public Uri Endpoint { get; }

    public int ProcessId => _process.Id;

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            _address.TrySetException(new InvalidOperationException($"Azurite ended before it listened: {_text}"));
            return;
        }

        _text.AppendLine(line);
        if (Listening().Match(line) is { Success: true } match)
        {
            _address.TrySetResult(new Uri(match.Groups[1].Value + "/"));
        }
    }

    private Uri WaitForAddress()
    {
        if (!_address.Task.Wait(s_patience))
        {
            throw new TimeoutException($"Azurite did not start to listen: {_text}");
        }

        return _address.Task.Result;
    }

    [GeneratedRegex(@"successfully listens on (https?://\S+)")]
    private static partial Regex Listening();
}
