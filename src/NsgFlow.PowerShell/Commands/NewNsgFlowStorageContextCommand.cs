using System.Collections.Concurrent;
using System.Management.Automation;
using System.Security;
using NsgFlow.Azure.Access;
using NsgFlow.Azure.Faults;
using NsgFlow.PowerShell.Abstractions;
using NsgFlow.PowerShell.Errors;
using NsgFlow.PowerShell.Parameters;
using NsgFlow.PowerShell.Storage;

namespace NsgFlow.PowerShell.Commands;

/// <summary>Makes one object of a storage account and a way into it.</summary>
[Cmdlet(VerbsCommon.New, "NsgFlowStorageContext", DefaultParameterSetName = OAuthSet)]
[OutputType(typeof(FlowStorageContext))]
public sealed class NewNsgFlowStorageContextCommand : CancellableCommand
{
    private const string OAuthSet = "OAuthAccount";
    private const string ManagedIdentitySet = "ManagedIdentity";
    private const string KeySet = "AccountNameAndKey";
    private const string SasSet = "SasToken";
    private const string AccessTokenSet = "AccessToken";
    private const string ConnectedAccountSet = "ConnectedAccount";
    private const string AnonymousSet = "Anonymous";
    private const string ConnectionStringSet = "ConnectionString";

    private static readonly TimeSpan s_nap = TimeSpan.FromMilliseconds(100);

    /// <summary>The name of the storage account, or the id of its resource.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = OAuthSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ManagedIdentitySet, ValueFromPipelineByPropertyName = true)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = KeySet, ValueFromPipelineByPropertyName = true)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = SasSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = AccessTokenSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ConnectedAccountSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = AnonymousSet, ValueFromPipelineByPropertyName = true)]
    [Alias("StorageId")]
    [ValidateNotNullOrEmpty]
    public string StorageAccountName { get; set; } = null!;

    /// <summary>Signs in by the browser or a code where the environment has no identity.</summary>
    [Parameter(ParameterSetName = OAuthSet)]
    public SwitchParameter Interactive { get; set; }

    /// <summary>The managed identity of this machine.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ManagedIdentitySet)]
    public SwitchParameter ManagedIdentity { get; set; }

    /// <summary>Which of the managed identities, where the machine has several.</summary>
    [Parameter(ParameterSetName = ManagedIdentitySet)]
    [ValidateNotNullOrEmpty]
    public string? ClientId { get; set; }

    /// <summary>A key of the account.</summary>
    [Parameter(Mandatory = true, ParameterSetName = KeySet)]
    [SecretTransformation]
    [ValidateNotNull]
    public SecureString StorageAccountKey { get; set; } = null!;

    /// <summary>A shared access signature.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SasSet)]
    [SecretTransformation]
    [ValidateNotNull]
    public SecureString SasToken { get; set; } = null!;

    /// <summary>A token for storage.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AccessTokenSet)]
    [SecretTransformation]
    [ValidateNotNull]
    public SecureString AccessToken { get; set; } = null!;

    /// <summary>The account that the Az modules of this session are connected with.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ConnectedAccountSet)]
    public SwitchParameter UseConnectedAccount { get; set; }

    /// <summary>No identity, for containers that are open to everybody.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AnonymousSet)]
    public SwitchParameter Anonymous { get; set; }

    /// <summary>A connection string.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ConnectionStringSet)]
    [SecretTransformation]
    [ValidateNotNull]
    public SecureString ConnectionString { get; set; } = null!;

    /// <summary>The address of the account's blobs, where it is not the cloud's own.</summary>
    [Parameter(ParameterSetName = OAuthSet)]
    [Parameter(ParameterSetName = ManagedIdentitySet)]
    [Parameter(ParameterSetName = KeySet)]
    [Parameter(ParameterSetName = SasSet)]
    [Parameter(ParameterSetName = AccessTokenSet)]
    [Parameter(ParameterSetName = ConnectedAccountSet)]
    [Parameter(ParameterSetName = AnonymousSet)]
    [Alias("BlobEndpoint")]
    [ValidateNotNullOrEmpty]
    public string? Endpoint { get; set; }

    /// <summary>The cloud: AzureCloud, AzureChinaCloud or AzureUSGovernment.</summary>
    [Parameter(ParameterSetName = OAuthSet)]
    [Parameter(ParameterSetName = ManagedIdentitySet)]
    [Parameter(ParameterSetName = KeySet)]
    [Parameter(ParameterSetName = SasSet)]
    [Parameter(ParameterSetName = AccessTokenSet)]
    [Parameter(ParameterSetName = ConnectedAccountSet)]
    [Parameter(ParameterSetName = AnonymousSet)]
    [ValidateSet("AzureCloud", "AzureChinaCloud", "AzureUSGovernment")]
    public string Environment { get; set; } = Cloud.Public.Name;

    /// <inheritdoc/>
    protected override void ProcessRecord() => UntilStopped(() =>
    {
        try
        {
            if (Make() is { } context)
            {
                ConnectedAccount.Refresh(this, context, isFirst: true);
                WriteObject(context);
            }
        }
        catch (StorageException e)
        {
            WriteError(StorageErrors.ToError(e));
        }
        catch (FormatException)
        {
            // What the exception says may quote the secret.
            WriteInvalid("it is no base64 text.");
        }
    });

    private FlowStorageContext? Make()
    {
        if (ParameterSetName == ConnectionStringSet)
        {
            FlowStorageContext? found = ConnectionText.Parse(Secrets.Reveal(ConnectionString));
            if (found is null)
            {
                WriteInvalid("it is no connection string that names an account's blobs and has a key or a signature.");
            }

            return found;
        }

        if (Address() is not { } address)
        {
            return null;
        }

        Cloud cloud = MyInvocation.BoundParameters.ContainsKey(nameof(Environment)) ? Cloud.Find(Environment)! : Cloud.Of(address.Endpoint);
        return ParameterSetName switch
        {
            ManagedIdentitySet => StorageContexts.WithManagedIdentity(address, ClientId),
            KeySet => StorageContexts.WithKey(address, Secrets.Reveal(StorageAccountKey)),
            SasSet => StorageContexts.WithSas(address, Secrets.Reveal(SasToken)),
            AccessTokenSet => StorageContexts.WithAccessToken(address, Secrets.Reveal(AccessToken)),
            ConnectedAccountSet => StorageContexts.WithConnectedAccount(address),
            AnonymousSet => StorageContexts.Anonymous(address),
            _ => Interactive ? SignIn(address, cloud) : StorageContexts.WithEntraId(address, cloud),
        };
    }

    private StorageAddress? Address()
    {
        string? name = StorageAccountName.Contains('/', StringComparison.Ordinal) ? AzureResourceId.StorageAccount(StorageAccountName) : StorageAccountName;
        if (name is null || !StorageAddress.IsAccountName(name))
        {
            WriteError(ErrorFactory.Create(ErrorId.InvalidStorageAccount, ErrorCategory.InvalidArgument, StorageAccountName, inner: null, StorageAccountName));
            return null;
        }

        if (Endpoint is null)
        {
            return StorageAddress.InCloud(name, Cloud.Find(Environment)!);
        }

        StorageAddress? address = StorageAddress.At(Endpoint, name);
        if (address is null)
        {
            WriteError(ErrorFactory.Create(ErrorId.InvalidStorageEndpoint, ErrorCategory.InvalidArgument, Endpoint, inner: null, Endpoint));
        }

        return address;
    }

    /// <summary>Signs in at once, so that what has to be done by hand is done before a command works through the night.</summary>
    private FlowStorageContext? SignIn(StorageAddress address, Cloud cloud)
    {
        var messages = new ConcurrentQueue<string>();
        Task<FlowStorageContext> signIn = Task.Run(() => StorageContexts.SignInAsync(address, cloud, messages.Enqueue, StopToken), StopToken);
        while (!signIn.IsCompleted)
        {
            signIn.WaitQuietly(s_nap, StopToken);
            while (messages.TryDequeue(out string? message))
            {
                WriteWarning(message);
            }
        }

        try
        {
            return signIn.GetAwaiter().GetResult();
        }
        catch (Exception e) when (StorageFaults.IsFault(e, StopToken))
        {
            WriteError(ErrorFactory.Create(ErrorId.SignInFailed, ErrorCategory.AuthenticationError, address.AccountName, inner: null, SecretText.Clean(e.Message)));
            return null;
        }
    }

    private void WriteInvalid(string reason) =>
        WriteError(ErrorFactory.Create(ErrorId.InvalidStorageCredential, ErrorCategory.InvalidArgument, target: null, inner: null, reason));
}
