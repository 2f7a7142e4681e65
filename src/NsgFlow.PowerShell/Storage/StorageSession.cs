using System.Management.Automation;
using NsgFlow.Azure.Clients;
using NsgFlow.PowerShell.Errors;

namespace NsgFlow.PowerShell.Storage;

/// <summary>The accounts that a command talks to: a client of each, what that has cost, and their tokens.</summary>
internal sealed class StorageSession(PSCmdlet cmdlet)
{
    private readonly Dictionary<FlowStorageContext, StorageConnection> _connections = [];

    /// <summary>Connects on the first call for a context, fetching its token where the shell has to give it.</summary>
    /// <exception cref="NsgFlow.Azure.Faults.StorageException">The shell gives no token.</exception>
    public StorageConnection Connect(FlowStorageContext context)
    {
        ConnectedAccount.Refresh(cmdlet, context);
        if (!_connections.TryGetValue(context, out StorageConnection? connection))
        {
            _connections.Add(context, connection = new StorageConnection(context));
        }

        return connection;
    }

    /// <summary>Fetches tokens that near their end. Called now and then while workers are waited for.</summary>
    public void RefreshTokens()
    {
        foreach (FlowStorageContext context in _connections.Keys)
        {
            ConnectedAccount.Refresh(cmdlet, context);
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
