using System.Management.Automation;
using System.Net.NetworkInformation;
using NsgFlow.Azure.Access;
using NsgFlow.PowerShell.Errors;

namespace NsgFlow.PowerShell.Storage;

/// <summary>
/// The accounts, resources and network interfaces that parameters and objects from the pipeline name. They are gathered
/// before anything is read: a hundred interfaces of one account cost one listing, not a hundred.
/// </summary>
internal sealed class StorageInput(PSCmdlet cmdlet)
{
    private readonly List<FlowStorageContext> _accounts = [];
    private readonly HashSet<string> _targets = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _macs = new(StringComparer.OrdinalIgnoreCase);
    private FlowStorageContext? _identity;

    /// <summary>The accounts, each once.</summary>
    public IReadOnlyList<FlowStorageContext> Accounts => _accounts;

    /// <summary>Whether there is anything to read.</summary>
    public bool HasAny => _accounts.Count > 0;

    public IReadOnlyCollection<string> TargetResourceIds => _targets;

    public IReadOnlyCollection<string> MacAddresses => _macs;

    /// <param name="account">The name of an account, or the id of its resource.</param>
    /// <param name="context">A way in; null for the identity that the environment has.</param>
    /// <param name="targets">Resources that are logged.</param>
    /// <param name="nic">A network interface, by its MAC address.</param>
    public void Add(string? account, FlowStorageContext? context, IEnumerable<string> targets, PhysicalAddress? nic)
    {
        if (nic is not null)
        {
            if (nic.GetAddressBytes().Length == 0)
            {
                cmdlet.WriteWarning(ErrorFactory.Format("NoMacAddress"));
                return;
            }

            _macs.Add(nic.ToString());
        }

        if (Resolve(account, context) is not { } found)
        {
            return;
        }

        if (!_accounts.Exists(known => known.BlobEndpoint == found.BlobEndpoint && known.Access == found.Access))
        {
            _accounts.Add(found);
        }

        _targets.UnionWith(targets);
    }

    private FlowStorageContext? Resolve(string? account, FlowStorageContext? context)
    {
        string? name = account is null ? null : account.Contains('/', StringComparison.Ordinal) ? AzureResourceId.StorageAccount(account) : account;
        if (account is not null && (name is null || !StorageAddress.IsAccountName(name)))
        {
            cmdlet.WriteError(ErrorFactory.Create(ErrorId.InvalidStorageAccount, ErrorCategory.InvalidArgument, account, inner: null, account));
            return null;
        }

        if (context is null && name is null)
        {
            cmdlet.ThrowTerminatingError(ErrorFactory.Create(ErrorId.NoStorageAccount, ErrorCategory.InvalidArgument, target: null, inner: null));
        }

        if (context is null)
        {
            // Whoever has found one identity need not look for it again in each account.
            return _identity = _identity is null
                ? StorageContexts.WithEntraId(StorageAddress.InCloud(name!, Cloud.Public), Cloud.Public)
                : StorageContexts.ForAccount(_identity, name!);
        }

        FlowStorageContext? found = name is null ? context : StorageContexts.ForAccount(context, name);
        if (found is null)
        {
            cmdlet.WriteError(ErrorFactory.Create(ErrorId.StorageContextOtherAccount, ErrorCategory.InvalidArgument, name, inner: null, context.StorageAccountName, name));
        }

        return found;
    }
}
