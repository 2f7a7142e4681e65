using System.Net.Sockets;
using Azure;
using Azure.Identity;
using NsgFlow.Azure.Access;
using NsgFlow.Azure.Faults;

namespace NsgFlow.Azure.Tests.Faults;

/// <summary>Each failure has its kind, and none tells a secret.</summary>
public sealed class StorageFaultsTests
{
    private const string Marked = "MARKEDSECRET";

    private static readonly StorageAddress s_address = StorageAddress.InCloud("logs", Cloud.Public);
    private static readonly FlowStorageContext s_token = StorageContexts.WithAccessToken(s_address, Marked);
    private static readonly FlowStorageContext s_key = StorageContexts.WithKey(s_address, "AAAA");
    private static readonly FlowStorageContext s_sas = StorageContexts.WithSas(s_address, "sig=" + Marked);

    public static TheoryData<int, string?, string, string> Answers => new()
    {
        { 401, "InvalidAuthenticationInfo", "token", "StorageUnauthenticated" },
        { 403, "AuthorizationPermissionMismatch", "token", "StorageForbidden" },
        { 403, "InsufficientAccountPermissions", "token", "StorageForbidden" },
        { 403, "AuthorizationFailure", "token", "StorageFirewall" },
        { 403, "AuthorizationFailure", "key", "StorageFirewall" },
        { 403, "AuthenticationFailed", "key", "StorageKeyRefused" },
        { 403, "KeyBasedAuthenticationNotPermitted", "key", "StorageKeyRefused" },
        { 403, "AuthenticationFailed", "sas", "StorageSasRefused" },
        { 403, "AuthorizationPermissionMismatch", "sas", "StorageSasRefused" },
        { 404, "ContainerNotFound", "token", "StorageContainerNotFound" },
        { 404, "BlobNotFound", "token", "BlobNotFound" },
        { 404, null, "token", "BlobNotFound" },
        { 409, "PublicAccessNotPermitted", "token", "StorageConflict" },
        { 412, "ConditionNotMet", "token", "BlobChanged" },
        { 429, "TooManyRequests", "token", "StorageBusy" },
        { 503, "ServerBusy", "token", "StorageBusy" },
        { 500, "InternalError", "token", "StorageUnreachable" },
        { 504, null, "token", "StorageTimeout" },
        { 400, "InvalidQueryParameterValue", "token", "StorageRequestFailed" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void An_answer_has_its_kind(int status, string? code, string way, string kind)
    {
        FlowStorageContext context = way switch { "key" => s_key, "sas" => s_sas, _ => s_token };

        StorageFault fault = StorageFaults.Wrap(new RequestFailedException(status, "message", code, null), context, "container", "https://x/y").Fault;

        Assert.Equal(kind, fault.Kind.ToString());
        Assert.Equal((status, code, "https://x/y"), (fault.Status, fault.Code, fault.Target));
    }

    [Fact]
    public void What_never_got_an_answer_has_its_kind_too()
    {
        Assert.Equal(StorageFaultKind.StorageAccountNotFound, KindOf(new RequestFailedException("x", new HttpRequestException("x", new SocketException((int)SocketError.HostNotFound)))));
        Assert.Equal(StorageFaultKind.StorageUnreachable, KindOf(new RequestFailedException("x", new HttpRequestException("x", new SocketException((int)SocketError.ConnectionRefused)))));
        Assert.Equal(StorageFaultKind.StorageTimeout, KindOf(new AggregateException(new IOException(), new TaskCanceledException())));
        Assert.Equal(StorageFaultKind.StorageTimeout, KindOf(new TimeoutException()));
        Assert.Equal(StorageFaultKind.StorageUnreachable, KindOf(new IOException("reset")));
        Assert.Equal(StorageFaultKind.StorageNoCredential, KindOf(new CredentialUnavailableException("none")));
        Assert.Equal(StorageFaultKind.StorageNoCredential, KindOf(new AggregateException(new AuthenticationFailedException("none"))));
    }

    [Fact]
    public void Our_own_cancellation_is_no_fault_and_another_is()
    {
        using var stop = new CancellationTokenSource();
        Assert.True(StorageFaults.IsFault(new OperationCanceledException(), stop.Token));
        Assert.False(StorageFaults.IsFault(new InvalidOperationException(), stop.Token));

        stop.Cancel();

        Assert.False(StorageFaults.IsFault(new OperationCanceledException(), stop.Token));
    }

    [Theory]
    [InlineData("GET https://a/b?sv=1&sig=" + Marked + "&se=2 failed")]
    [InlineData("AccountName=a;AccountKey=" + Marked + ";x")]
    [InlineData("Authorization: Bearer " + Marked)]
    [InlineData("Authorization: SharedKey account:" + Marked)]
    [InlineData("SharedAccessSignature=sv=1&sig=" + Marked)]
    [InlineData("the token eyJ" + Marked + ".eyJ" + Marked + ".x is wrong")]
    [InlineData("first line\n" + Marked)]
    public void No_secret_is_left_in_text(string text)
    {
        Assert.DoesNotContain(Marked, SecretText.Clean(text), StringComparison.Ordinal);
        StorageException wrapped = StorageFaults.Wrap(new RequestFailedException(403, text, "code", new InvalidOperationException(text)), s_key);
        Assert.DoesNotContain(Marked, wrapped.ToString() + wrapped.Fault, StringComparison.Ordinal);
        Assert.Null(wrapped.InnerException);
    }

    private static StorageFaultKind KindOf(Exception exception)
    {
        Assert.True(StorageFaults.IsFault(exception, CancellationToken.None));
        return StorageFaults.Wrap(exception, s_token).Fault.Kind;
    }
}
