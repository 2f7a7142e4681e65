using System.Management.Automation;

namespace NsgFlow.PowerShell.Tests.Engine;

/// <summary>What a script wrote to each of its streams.</summary>
internal sealed class EngineResult
{
    public EngineResult(IReadOnlyList<PSObject> output, PSDataStreams streams, ErrorRecord? terminating, bool stopped)
    {
        Output = output;
        TerminatingError = terminating;
        Stopped = stopped;
        Errors = terminating is null ? [.. streams.Error] : [.. streams.Error, terminating];
        Warnings = [.. streams.Warning.Select(record => record.Message)];
        Verbose = [.. streams.Verbose.Select(record => record.Message)];
        Debug = [.. streams.Debug.Select(record => record.Message)];
        Information = [.. streams.Information];
        Progress = [.. streams.Progress];
    }

    public IReadOnlyList<PSObject> Output { get; }

    /// <summary>Every error, the terminating one last.</summary>
    public IReadOnlyList<ErrorRecord> Errors { get; }

    /// <summary>
    /// The error that ended the script or command; null where it reached its end or was stopped. An error that ends
    /// one statement of a script only is among <see cref="Errors"/> alone.
    /// </summary>
    public ErrorRecord? TerminatingError { get; }

    public bool Stopped { get; }

    public IReadOnlyList<string> Warnings { get; }

    public IReadOnlyList<string> Verbose { get; }

    public IReadOnlyList<string> Debug { get; }

    public IReadOnlyList<InformationRecord> Information { get; }

    public IReadOnlyList<ProgressRecord> Progress { get; }

    /// <summary>The full ids, such as <c>FileNotFound,NsgFlow.PowerShell.Commands.GetNsgFlowLogCommand</c>.</summary>
    public IReadOnlyList<string> ErrorIds => [.. Errors.Select(error => error.FullyQualifiedErrorId)];

    /// <summary>The only object written.</summary>
    public PSObject Single => Assert.Single(Output);

    /// <summary>A property of every object written, converted as PowerShell converts: an enum reads as its name in string.</summary>
    public IReadOnlyList<T> Values<T>(string property) => [.. Output.Select(item => item.Get<T>(property))];

    /// <summary>The objects themselves, converted as PowerShell converts.</summary>
    public IReadOnlyList<T> As<T>() => [.. Output.Select(item => LanguagePrimitives.ConvertTo<T>(item))];

    /// <summary>For steps that a test takes for granted.</summary>
    public EngineResult ThrowIfFailed() => Errors.Count == 0 && !Stopped
        ? this
        : throw new InvalidOperationException(
            "The script failed: " + string.Join(Environment.NewLine, Errors.Select(e => $"{e.FullyQualifiedErrorId}: {e}")),
            Errors.Select(e => e.Exception).FirstOrDefault());
}

/// <summary>Access to objects whose types the tests do not reference.</summary>
internal static class PSObjectExtensions
{
    public static T Get<T>(this PSObject item, string property)
    {
        PSPropertyInfo member = item.Properties[property]
            ?? throw new ArgumentException($"{item.TypeNames[0]} has no property {property}.", nameof(property));
        return member.Value is null ? default! : LanguagePrimitives.ConvertTo<T>(member.Value);
    }
}
