using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Security;
using NsgFlow.Azure.Access;
using NsgFlow.Azure.Faults;
using NsgFlow.PowerShell.Errors;
using NsgFlow.PowerShell.Parameters;

namespace NsgFlow.PowerShell.Storage;

/// <summary>Fetches tokens from the Az modules of the running shell. On the pipeline's thread, for a runspace has no other.</summary>
internal static class ConnectedAccount
{
    private const string Command = "Get-AzAccessToken";

    /// <summary>What a token is good for at least, where nothing tells when it ends.</summary>
    private static readonly TimeSpan s_unknownLife = TimeSpan.FromMinutes(15);

    /// <summary>Fetches a token if the context needs one now; does nothing for any other context.</summary>
    /// <param name="cmdlet">Whose shell gives it.</param>
    /// <param name="context">Any context.</param>
    /// <param name="isFirst">Whether nothing can begin without: then one that was just refused is asked for again.</param>
    /// <exception cref="StorageException">The shell gives none.</exception>
    public static void Refresh(PSCmdlet cmdlet, FlowStorageContext context, bool isFirst)
    {
        if (StorageContexts.ConnectedTokenOf(context) is { } token && (token.IsWanted || (isFirst && token.IsMissing)))
        {
            Renew(cmdlet, context, token);
        }
    }

    private static void Renew(PSCmdlet cmdlet, FlowStorageContext context, ConnectedAccountToken token)
    {
        try
        {
            Fetch(cmdlet, context, token);
        }
        catch (StorageException e)
        {
            token.Fail(e);
            throw;
        }
    }

    private static void Fetch(PSCmdlet cmdlet, FlowStorageContext context, ConnectedAccountToken token)
    {
        if (cmdlet.InvokeCommand.GetCommand(Command, CommandTypes.Cmdlet | CommandTypes.Function | CommandTypes.Alias) is not { } command)
        {
            throw Failure(context, ErrorFactory.Format("NoAzModule", Command));
        }

        Collection<PSObject> answer;
        try
        {
            answer = cmdlet.InvokeCommand.InvokeScript(
                "param($command, $resource) & $command -ResourceUrl $resource -ErrorAction Stop", useNewScope: true, System.Management.Automation.Runspaces.PipelineResultTypes.None, input: null, command, StorageContexts.Resource);
        }
        catch (RuntimeException e) when (e is not PipelineStoppedException)
        {
            throw Failure(context, SecretText.Clean(e.Message));
        }

        PSObject? found = answer.LastOrDefault();
        object? value = found?.Properties["Token"]?.Value;
        string? text = (value is PSObject wrapped ? wrapped.BaseObject : value) switch
        {
            SecureString secret => Secrets.Reveal(secret),
            string plain => plain,
            _ => null,
        };
        if (string.IsNullOrEmpty(text))
        {
            throw Failure(context, ErrorFactory.Format("NoAzToken", Command));
        }

        DateTimeOffset expiresOn = LanguagePrimitives.TryConvertTo(found!.Properties["ExpiresOn"]?.Value, out DateTimeOffset time) && time > DateTimeOffset.UtcNow
            ? time
            : DateTimeOffset.UtcNow + s_unknownLife;
        token.Set(text, expiresOn);
    }

    private static StorageException Failure(FlowStorageContext context, string detail) => new(new StorageFault
    {
        Kind = StorageFaultKind.StorageNoCredential,
        Target = context.BlobEndpoint.AbsoluteUri,
        Detail = detail,
    });
}
