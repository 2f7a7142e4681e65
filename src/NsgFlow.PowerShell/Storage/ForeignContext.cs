using System.Management.Automation;
using NsgFlow.Azure.Access;

namespace NsgFlow.PowerShell.Storage;

/// <summary>
/// Reads the context of another module by the names of its properties, as New-AzStorageContext gives it. Where it holds
/// neither key nor signature it stands for the account that the shell is connected with.
/// </summary>
internal static class ForeignContext
{
    /// <returns>Null where the object is no such context.</returns>
    public static FlowStorageContext? Read(PSObject item)
    {
        string? name = Text(item, "StorageAccountName");
        string? endpoint = Text(item, "BlobEndPoint");
        if (endpoint is null)
        {
            return null;
        }

        // Az writes a name in brackets where a signature, or nothing, tells none.
        bool isNamed = name is { Length: > 0 } && name[0] != '[';
        if (StorageAddress.At(endpoint, isNamed ? name : null) is not { } address)
        {
            return null;
        }

        try
        {
            if (Text(item, "ConnectionString") is { } text && ConnectionText.Parse(text) is { } context)
            {
                return context;
            }
        }
        catch (FormatException)
        {
            // What another module holds as a key is not ours to judge: the shell's account may do.
        }

        return string.Equals(name, "[Anonymous]", StringComparison.OrdinalIgnoreCase)
            ? StorageContexts.Anonymous(address)
            : StorageContexts.WithConnectedAccount(address);
    }

    private static string? Text(PSObject item, string property)
    {
        try
        {
            return item.Properties[property]?.Value is { } value && value.ToString() is { Length: > 0 } text ? text : null;
        }
        catch (GetValueException)
        {
            return null;
        }
    }
}
