using System.Reflection;
using System.Runtime.Loader;
using NsgFlow.PowerShell.Tests.Engine;

namespace NsgFlow.PowerShell.Tests.Isolation;

/// <summary>A session that already holds another Azure.Core, as after Connect-AzAccount.</summary>
public sealed class OtherAzureCoreTests
{
    private static readonly string[] s_scopes = ["https://storage.azure.com/.default"];

    [Fact]
    public void Another_Azure_Core_and_ours_work_side_by_side() => FreshProcess.Run(SideBySide);

    private static void SideBySide()
    {
        AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.GetFullPath(StagedModule.Metadata("OtherClientModel")));
        Assembly other = AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.GetFullPath(StagedModule.Metadata("OtherAzureCore")));
        using EngineSession session = new();
        AssemblyLoadContext context = ModuleAssemblies.PrivateContext;

        Assembly own = context.LoadFromAssemblyName(new AssemblyName("Azure.Core"));
        Assert.NotEqual(other.GetName().Version, own.GetName().Version);
        Assert.Same(context, AssemblyLoadContext.GetLoadContext(own));

        object credential = CreateCredential(context);
        GetTokenFails(own, credential);
        SignsAndConnects(context, credential);

        Assert.Same(other, Assert.Single(AssemblyLoadContext.Default.Assemblies, assembly => assembly.GetName().Name == "Azure.Core"));
        Type credentialType = other.GetType("Azure.Core.TokenCredential", throwOnError: true)!;
        Assert.False(credentialType.IsInstanceOfType(credential));
        Assert.Same(credentialType, session.Run("[Azure.Core.TokenCredential]").ThrowIfFailed().Single.BaseObject);
    }

    private static object CreateCredential(AssemblyLoadContext context)
    {
        Assembly identity = context.LoadFromAssemblyName(new AssemblyName("Azure.Identity"));
        Type optionsType = identity.GetType("Azure.Identity.ClientSecretCredentialOptions", throwOnError: true)!;
        object options = Activator.CreateInstance(optionsType)!;
        // A port of this machine where nothing listens: the whole pipeline runs and no packet leaves.
        Set(options, "AuthorityHost", new Uri("https://127.0.0.1:9/"));
        Set(options, "DisableInstanceDiscovery", true);
        Set(Get(options, "Retry"), "MaxRetries", 0);
        Type type = identity.GetType("Azure.Identity.ClientSecretCredential", throwOnError: true)!;
        return Activator.CreateInstance(type, "00000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-000000000002", "secret", options)!;
    }

    private static void GetTokenFails(Assembly core, object credential)
    {
        Type requestType = core.GetType("Azure.Core.TokenRequestContext", throwOnError: true)!;
        object request = Activator.CreateInstance(
            requestType,
            BindingFlags.CreateInstance | BindingFlags.OptionalParamBinding | BindingFlags.Public | BindingFlags.Instance,
            binder: null,
            [s_scopes, Type.Missing, Type.Missing, Type.Missing, Type.Missing],
            culture: null)!;
        MethodInfo getToken = credential.GetType().GetMethod("GetToken", [requestType, typeof(CancellationToken)])!;
        Exception error = Assert.ThrowsAny<Exception>(() =>
            getToken.Invoke(credential, BindingFlags.DoNotWrapExceptions, null, [request, CancellationToken.None], null));
        Assert.Equal("Azure.Identity.AuthenticationFailedException", error.GetType().FullName);
        Assert.Contains(Chain(error), e => e is System.Net.Sockets.SocketException);
    }

    private static void SignsAndConnects(AssemblyLoadContext context, object credential)
    {
        Assembly blobs = context.LoadFromAssemblyName(new AssemblyName("Azure.Storage.Blobs"));
        Assembly storage = context.LoadFromAssemblyName(new AssemblyName("Azure.Storage.Common"));
        Uri address = new("https://127.0.0.1:9/account/container/blob");

        Type clientType = blobs.GetType("Azure.Storage.Blobs.BlobClient", throwOnError: true)!;
        Type optionsType = blobs.GetType("Azure.Storage.Blobs.BlobClientOptions", throwOnError: true)!;
        ConstructorInfo withToken = clientType.GetConstructors().Single(c =>
            c.GetParameters() is [{ ParameterType: Type first }, { ParameterType.FullName: "Azure.Core.TokenCredential" }, _] && first == typeof(Uri));
        Assert.Equal(address, Get(withToken.Invoke([address, credential, null]), "Uri"));

        Type keyType = storage.GetType("Azure.Storage.StorageSharedKeyCredential", throwOnError: true)!;
        object key = Activator.CreateInstance(keyType, "account", Convert.ToBase64String(new byte[32]))!;
        object client = clientType.GetConstructor([typeof(Uri), keyType, optionsType])!.Invoke([address, key, null]);
        Type permissionType = blobs.GetType("Azure.Storage.Sas.BlobSasPermissions", throwOnError: true)!;
        MethodInfo sign = clientType.GetMethod("GenerateSasUri", [permissionType, typeof(DateTimeOffset)])!;
        Uri signed = (Uri)sign.Invoke(client, [Enum.Parse(permissionType, "Read"), DateTimeOffset.UnixEpoch])!;
        Assert.Contains("sig=", signed.Query, StringComparison.Ordinal);
    }

    private static object Get(object target, string property) => target.GetType().GetProperty(property)!.GetValue(target)!;

    private static void Set(object target, string property, object value) => target.GetType().GetProperty(property)!.SetValue(target, value);

    private static IEnumerable<Exception> Chain(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
        {
            yield return error;
        }
    }
}
