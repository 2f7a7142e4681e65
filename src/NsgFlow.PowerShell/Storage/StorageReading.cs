using System.Management.Automation;
using NsgFlow.Azure.Faults;
using NsgFlow.Azure.Listing;
using NsgFlow.Azure.Reading;
using NsgFlow.Filtering;
using NsgFlow.PowerShell.Errors;
using NsgFlow.PowerShell.Input;

namespace NsgFlow.PowerShell.Storage;

/// <summary>Reads the logs of storage accounts by the workers that read files too.</summary>
internal sealed class StorageReading
{
    private readonly PSCmdlet _cmdlet;
    private readonly StorageSession _session;
    private readonly LogReading _reading;
    private readonly BlobFinder _finder;
    private readonly BufferPool _buffers;
    private readonly int _parallel;
    private readonly CancellationToken _cancellation;
    private DateTimeOffset? _newest;

    public StorageReading(PSCmdlet cmdlet, StorageSession session, LogReading reading, int parallel, CancellationToken cancellation)
    {
        _cmdlet = cmdlet;
        _session = session;
        _reading = reading;
        _finder = new BlobFinder(cmdlet, session, reading.WaitFor, cancellation);
        _buffers = new BufferPool(parallel);
        _parallel = parallel;
        _cancellation = cancellation;
    }

    public DateTimeOffset? FindNewestHour() => _newest = _finder.FindNewestHour();

    public void ReadAccounts(IEnumerable<FlowStorageContext> accounts, IReadOnlyList<string> containers, FlowFilterOptions options)
    {
        var query = new BlobQuery { Containers = containers, Filter = LogFinder.FilterOf(options), Parallel = Math.Min(_parallel, 8) };
        foreach (FlowStorageContext account in accounts)
        {
            foreach (ListedBlob blob in _finder.List(account, query))
            {
                _reading.Add(_session.Connect(blob.Context).CreateSource(blob, _buffers, isNamed: false, _cancellation), blob.Layout);
            }
        }
    }

    public void ReadBlobs(IEnumerable<Uri> addresses, FlowStorageContext? context)
    {
        foreach (Uri address in addresses)
        {
            if (_finder.Find(address, context) is not { } blob)
            {
                continue;
            }

            try
            {
                _reading.Add(_session.Connect(blob.Context).CreateSource(blob, _buffers, isNamed: true, _cancellation), blob.Layout);
            }
            catch (StorageException e)
            {
                _cmdlet.WriteError(StorageErrors.ToError(e));
            }
        }
    }

    public void Complete()
    {
        _finder.WarnWhereNothingWasFound(_newest);
        _session.WriteTraffic();
    }
}
