using System.Management.Automation;
using NsgFlow.Azure.Clients;
using NsgFlow.Azure.Faults;
using NsgFlow.PowerShell.Errors;

namespace NsgFlow.PowerShell.Storage;

/// <summary>The accounts that a command talks to: a client of each, what that has cost, and their tokens.</summary>
internal sealed class StorageSession(PSCmdlet cmdlet)
{
    private readonly Dictionary<FlowStorageContext, StorageConnection> _connections = [];

    /// <summary>Connects on the first call for a context, fetching its token where the shell has to give it.</summary>
    /// <exception cref="StorageException">The shell gives no token.</exception>
    public StorageConnection Connect(FlowStorageContext context)
    {
        if (!_connections.TryGetValue(context, out StorageConnection? connection))
        {
            ConnectedAccount.Refresh(cmdlet, context, isFirst: true);
            _connections.Add(context, connection = new StorageConnection(context));
        }

        return connection;
    }

    /// <summary>Fetches tokens that near their end. Called now and then while workers are waited for.</summary>
    public void RefreshTokens()
    {
        foreach (FlowStorageContext context in _connections.Keys)
        {
            try
            {
                ConnectedAccount.Refresh(cmdlet, context, isFirst: false);
            }
            catch (StorageException)
            {
                // Requests that need the token fail with the reason; the one that is there may last to the end.
            }
        }
    }

    /// <summary>Tells what it has cost.</summary>
    public void WriteTraffic()
    {
        foreach (StorageConnection connection in _connections.Values)
        {
            StorageTraffic traffic = connection.Traffic;
            cmdlet.WriteVerbose(ErrorFactory.Format("StorageTraffic", connection.Context.BlobEndpoint.AbsoluteUri, traffic.Requests, traffic.Lists, traffic.Bytes));
        }
    }
}
