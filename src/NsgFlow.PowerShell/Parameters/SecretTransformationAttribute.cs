using System.Management.Automation;
using System.Security;

namespace NsgFlow.PowerShell.Parameters;

/// <summary>Lets a SecureString parameter take text too, as Az does: it becomes a secret where it is bound.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value is string text ? Secrets.Protect(text) : value!;
    }
}

/// <summary>Text that must not be shown, on its way from the user to whom it is for.</summary>
internal static class Secrets
{
    public static SecureString Protect(string text)
    {
        var secret = new SecureString();
        foreach (char c in text)
        {
            secret.AppendChar(c);
        }

        secret.MakeReadOnly();
        return secret;
    }

    public static string Reveal(SecureString secret) => new System.Net.NetworkCredential(string.Empty, secret).Password;
}
