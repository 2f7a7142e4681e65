using System.Collections;
using System.Management.Automation;
using NsgFlow.Decoding;
using NsgFlow.Filtering;
using NsgFlow.PowerShell.Abstractions;
using NsgFlow.PowerShell.Errors;
using NsgFlow.PowerShell.Input;
using NsgFlow.PowerShell.Output;
using NsgFlow.Streaming;

namespace NsgFlow.PowerShell.Commands;

/// <summary>Decodes flow logs given as text, bytes or streams and writes one FlowRecord per tuple that passes the filters.</summary>
[Cmdlet(VerbsData.ConvertFrom, "NsgFlowLog", DefaultParameterSetName = ObjectSet)]
[OutputType(typeof(FlowRecord))]
public sealed class ConvertFromNsgFlowLogCommand : FlowFilterCommand
{
    private const string ObjectSet = "InputObject";
    private const string StreamSet = "InputStream";

    private SourceReaderPool? _pool;
    private PageWriter _writer = null!;
    private PipedSources _sources = null!;

    /// <summary>Text, bytes, a stream, or an answer of Invoke-WebRequest.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ObjectSet, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object? InputObject { get; set; }

    /// <summary>A stream, read from where it stands to its end.</summary>
    [Parameter(Mandatory = true, ParameterSetName = StreamSet, ValueFromPipelineByPropertyName = true)]
    [Alias("RawContentStream")]
    [ValidateNotNull]
    public Stream InputStream { get; set; } = Stream.Null;

    /// <summary>What flows and errors call the input.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SourceName { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        FlowFilter filter = Compile(GetFilterOptions());

        // One worker: streams may share what lies beneath them, and text comes one piece after the other anyway.
        _pool = new SourceReaderPool(filter, new FlowReadOptions { Strict = Strict }, emit => new RecordCollector(emit), workers: 1, StopToken);
        _writer = new PageWriter(this, _pool);
        _sources = new PipedSources(_writer, SourceName, StopToken);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => UntilStopped(() =>
    {
        if (ParameterSetName == StreamSet)
        {
            _sources.AddStream(InputStream);
        }
        else
        {
            Add(InputObject);
        }
    });

    /// <inheritdoc/>
    protected override void EndProcessing() => UntilStopped(() =>
    {
        _sources.Finish();
        _writer.Complete();
        if (!_writer.HasFlows && HasLast && _writer.Newest is { } newest)
        {
            WriteWarning(ErrorFactory.Format("NothingInLast", Last, newest));
        }
    });

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _pool?.Dispose();
            _pool = null;
        }
    }

    private void Add(object? input)
    {
        switch (input is PSObject wrapped ? wrapped.BaseObject : input)
        {
            case null:
                break;
            case byte value:
                _sources.AddByte(value);
                break;
            case string text:
                _sources.AddText(text);
                break;
            case byte[] bytes:
                _sources.AddBytes(bytes);
                break;
            case ReadOnlyMemory<byte> bytes:
                _sources.AddBytes(bytes.Span);
                break;
            case Stream stream:
                _sources.AddStream(stream);
                break;
            case IEnumerable items and not IDictionary:
                foreach (object? item in items)
                {
                    Add(item);
                }

                break;
            case { } other:
                AddContentOf(PSObject.AsPSObject(input), other.GetType());
                break;
        }
    }

    /// <summary>
    /// An answer of Invoke-WebRequest holds its content as bytes and again as text, which was decoded by guesswork: the
    /// bytes are better, and may be gzip. The binder would do this for -InputStream, but only for objects that cannot
    /// be bound to -InputObject, and there are none.
    /// </summary>
    private void AddContentOf(PSObject input, Type type)
    {
        if (input.Properties["InputStream"]?.Value is Stream open)
        {
            _sources.AddStream(open);
        }
        else if (input.Properties["RawContentStream"]?.Value is Stream stream)
        {
            AddWhole(stream);
        }
        else if (input.Properties["Content"]?.Value is string or byte[])
        {
            _sources.Finish();
            Add(input.Properties["Content"].Value);
            _sources.Finish();
        }
        else
        {
            WriteError(ErrorFactory.Create(ErrorId.UnsupportedInput, ErrorCategory.InvalidType, type.FullName, inner: null, type.FullName));
        }
    }

    /// <summary>Reads what an answer holds, whoever read it before, and leaves it for whoever comes next.</summary>
    private void AddWhole(Stream stream)
    {
        if (stream.CanSeek)
        {
            stream.Position = 0;
        }

        _sources.AddStream(stream);
        if (stream.CanSeek)
        {
            stream.Position = 0;
        }
    }
}
