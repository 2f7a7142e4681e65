using System.Management.Automation;
using System.Text;
using NsgFlow.Azure.Tests.Azurite;
using NsgFlow.Azure.Tests.Layout;
using NsgFlow.Azure.Tests.Loopback;
using NsgFlow.Azure.Tests.Proxy;
using NsgFlow.Azure.Tests.StandIns;

namespace NsgFlow.Azure.Tests.Storage;

/// <summary>Every way into an account on every way to fail: what comes out holds no key, signature, token or connection string.</summary>
[Collection(OnAzurite.Name)]
public sealed class SecretTests : IDisposable
{
    private const string Context = "New-NsgFlowStorageContext -Verbose -Debug -StorageAccountName $args[0] -Endpoint $args[1]";

    private readonly AccountShell _shell;
    private readonly StorageAccount _secure;
    private readonly Secrets _secrets = new();
    private readonly string _sas;
    private readonly string _token = TestToken.Make(id: "marked-token");
    private readonly string _wrongKey = Convert.ToBase64String(Encoding.ASCII.GetBytes("MARKED-WRONG-KEY-THAT-OPENS-NOTHING-AT-ALL-0123456789"));

    public SecretTests(AzuriteFixture azurite)
    {
        _shell = new AccountShell(azurite);
        _secure = azurite.NewSecureAccount();
        _sas = _shell.Account.Sas();
        _secrets.Add("key", _shell.Account.Key);
        _secrets.Add("wrong key", _wrongKey);
        _secrets.Add("signature", SignatureOf(_sas));
        _secrets.Add("token", _token);
        _secrets.Add("token's signature", _token[(_token.LastIndexOf('.') + 1)..]);
    }

    public static TheoryData<string> Failures => [.. Breaks().Keys];

    private Uri Endpoint => _shell.Account.EndpointThrough(_shell.Proxy.Endpoint);

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void The_search_finds_what_it_looks_for()
    {
        Assert.NotEmpty(_secrets.FindIn("text", "sig=" + SignatureOf(_sas)));
        Assert.NotEmpty(_secrets.FindIn("text", _shell.Account.ConnectionString));
        Assert.NotEmpty(_secrets.FindIn(_shell.Session.Run("param($text) [pscustomobject]@{ Inner = @{ Deep = @(1, $text) } }", _shell.Account.Key)));
        Assert.NotEmpty(_secrets.FindIn(_shell.Session.Run(
            "param($text) throw [System.InvalidOperationException]::new('outer', [System.Exception]::new($text))", _token)));
        Assert.Empty(_secrets.FindIn("text", _shell.Account.Name));
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task No_failure_of_the_service_tells_a_secret(string name)
    {
        await SampledLogs.Make(nics: 1, hours: 1).WriteAsync(_shell.Account);
        List<PSObject> ways = Ways();
        bool hasFailed = false;
        foreach ((BlobOperation operation, Fault fault) in Breaks()[name])
        {
            foreach (PSObject way in ways)
            {
                _shell.Proxy.Heal();
                _shell.Proxy.On(operation, fault, times: int.MaxValue);
                EngineResult result = _shell.Session.Run("Get-NsgFlowLog -Context $args[0] -Verbose -Debug", way);
                hasFailed |= result.Errors.Count > 0;
                Assert.Empty(_secrets.FindIn(result));
            }
        }

        Assert.True(hasFailed, "Nothing failed: what was looked through was no error.");
        Assert.Empty(_secrets.FindIn("shown", _shell.Session.Host.Text));
    }

    [Fact]
    public async Task No_refusal_tells_a_secret()
    {
        await SampledLogs.Make(nics: 1, hours: 1).WriteAsync(_shell.Account);
        string name = _shell.Account.Name;
        string expired = _shell.Account.Sas(lifetime: TimeSpan.FromMinutes(-10));
        string narrow = _shell.Account.Sas("w");
        _secrets.Add("expired signature", SignatureOf(expired));
        _secrets.Add("narrow signature", SignatureOf(narrow));
        (string Script, object?[] Arguments)[] commands =
        [
            (Context + " -StorageAccountKey $args[2]", [name, Endpoint.AbsoluteUri, _wrongKey]),
            (Context + " -SasToken $args[2]", [name, Endpoint.AbsoluteUri, expired]),
            (Context + " -SasToken $args[2]", [name, Endpoint.AbsoluteUri, narrow]),
            (Context + " -SasToken $args[2]", [name, Endpoint.AbsoluteUri, _sas + "x"]),
            (Context + " -StorageAccountKey $args[2]", ["nosuchaccount", Endpoint.AbsoluteUri.Replace(name, "nosuchaccount", StringComparison.Ordinal), _shell.Account.Key]),
            (Context + " -AccessToken $args[2]", [name, Endpoint.AbsoluteUri, _token]),
            // Over https the certificate is not trusted here.
            (Context + " -AccessToken $args[2]", [_secure.Name, _secure.Endpoint.AbsoluteUri, _token]),
            // Nobody listens; nobody has the name.
            (Context + " -StorageAccountKey $args[2]", [name, "http://127.0.0.1:9/" + name, _shell.Account.Key]),
            ("New-NsgFlowStorageContext -Verbose -StorageAccountName $args[0] -SasToken $args[2] -Endpoint $args[1]", [name, "https://nosuchhost.invalid/" + name, _sas]),
        ];
        foreach ((string script, object?[] arguments) in commands)
        {
            EngineResult made = _shell.Session.Run(script, arguments);
            Assert.Empty(_secrets.FindIn(made));
            EngineResult result = _shell.Session.Run("Get-NsgFlowLog -Context $args[0] -Verbose -Debug", made.ThrowIfFailed().Single);
            Assert.NotEmpty(result.Errors);
            Assert.Empty(_secrets.FindIn(result));
        }
    }

    [Fact]
    public void No_argument_that_is_wrong_comes_back_in_its_error()
    {
        string broken = _shell.Account.Key[..^2] + "!!";
        _secrets.Add("broken key", broken);
        (string Script, object?[] Arguments)[] commands =
        [
            (Context + " -StorageAccountKey $args[2]", [_shell.Account.Name, Endpoint.AbsoluteUri, broken]),
            ("New-NsgFlowStorageContext -ConnectionString $args[0]", [$"AccountName={_shell.Account.Name};AccountKey={broken};EndpointSuffix=core.windows.net"]),
            ("New-NsgFlowStorageContext -ConnectionString $args[0]", [$"AccountKey={_shell.Account.Key}"]),
            ("New-NsgFlowStorageContext -ConnectionString $args[0]", [$"AccountName={_shell.Account.Name};AccountKey={_shell.Account.Key};BlobEndpoint=no address"]),
            ("New-NsgFlowStorageContext -ConnectionString $args[0]", [_shell.Account.Key]),
            ("New-NsgFlowStorageContext -StorageAccountName 'not/a name' -StorageAccountKey $args[0]", [_shell.Account.Key]),
            ("New-NsgFlowStorageContext -StorageAccountName x -SasToken $args[0] -Endpoint $args[1]", [_sas, "ftp://x?" + _sas]),
            ("New-NsgFlowStorageContext -StorageAccountName x -SasToken $args[0] -Environment NoSuchCloud", [_sas]),
            ("Get-NsgFlowLog -BlobUri $args[0]", [$"{Endpoint}?{_sas}"]),
            ("Get-NsgFlowLog -BlobUri $args[0]", [$"relative/{StorageAccount.NsgContainer}/x.json?{_sas}"]),
            ("Get-NsgFlowLog -BlobUri $args[0] -Verbose", [$"{Endpoint}/{StorageAccount.NsgContainer}/nosuch.json?{_sas}"]),
            ("Get-NsgFlowLog -Context $args[0]", [new AzStorageContext { StorageAccountName = "x", BlobEndPoint = "not an address?" + _sas, ConnectionString = _shell.Account.ConnectionString }]),
        ];
        List<string> accepted = [];
        for (int i = 0; i < commands.Length; i++)
        {
            EngineResult result = _shell.Session.Run(commands[i].Script, commands[i].Arguments);
            Assert.Empty(_secrets.FindIn(result));
            if (result.Errors.Count == 0)
            {
                accepted.Add($"{i}: {commands[i].Script}");
            }
        }

        Assert.Empty(accepted);
    }

    [Fact]
    public async Task Flows_blobs_and_contexts_hold_no_secret()
    {
        await SampledLogs.Make(nics: 1, hours: 1).WriteAsync(_shell.Account);
        LogBlobWriter writer = SampledLogs.Make(nics: 1, hours: 1).Writers(_shell.Account).First();
        string address = $"{Endpoint}/{writer.Blob.BlobContainerName}/{Uri.EscapeDataString(writer.Log.Name)}?{_sas}";

        Assert.All(Ways(), way => Assert.Empty(_secrets.FindIn(_shell.Session.Run("if ($args[0] -is [NsgFlow.FlowStorageContext]) { $args[0] }; Get-NsgFlowLog -Context $args[0] -Verbose -Debug", way).ThrowIfFailed())));
        EngineResult named = _shell.Session.Run("Get-NsgFlowLog -BlobUri $args[0] -Verbose -Debug", address).ThrowIfFailed();
        EngineResult files = _shell.Session.Run("Get-NsgFlowLogFile -Context $args[0] -Verbose -Debug", Ways()[1]).ThrowIfFailed();

        Assert.NotEmpty(named.Output);
        Assert.NotEmpty(files.Output);
        Assert.Empty(_secrets.FindIn(named));
        Assert.Empty(_secrets.FindIn(files));
    }

    private List<PSObject> Ways()
    {
        string name = _shell.Account.Name;
        string connection = _shell.Account.ConnectionStringTo(Endpoint);
        return
        [
            Make(Context + " -StorageAccountKey $args[2]", name, Endpoint.AbsoluteUri, _shell.Account.Key),
            Make(Context + " -SasToken $args[2]", name, Endpoint.AbsoluteUri, "?" + _sas),
            Make("New-NsgFlowStorageContext -ConnectionString $args[0]", connection),
            Make("$args[0]", AzObjects.KeyContext(_shell.Account, Endpoint)),
            Make("$args[0]", AzObjects.SasContext(_shell.Account, _sas, Endpoint)),
        ];
    }

    /// <summary>Az's own contexts are handed over as they are, and hold their secret: only what comes of them is looked through.</summary>
    private PSObject Make(string script, params object?[] arguments)
    {
        EngineResult made = _shell.Session.Run(script, arguments).ThrowIfFailed();
        if (made.Single.BaseObject is not AzStorageContext)
        {
            Assert.Empty(_secrets.FindIn(made));
        }

        return made.Single;
    }

    private static string SignatureOf(string sas) => sas[(sas.IndexOf("sig=", StringComparison.Ordinal) + 4)..].Split('&')[0];

    private static Dictionary<string, (BlobOperation Operation, Fault Fault)[]> Breaks()
    {
        static (BlobOperation, Fault)[] Both(Fault fault) => [(BlobOperation.ListBlobs, fault), (BlobOperation.GetBlob, fault)];
        return new()
        {
            ["400"] = Both(new Fault.Answer(400, "InvalidHeaderValue")),
            ["401"] = Both(new Fault.Answer(401, "NoAuthenticationInformation")),
            ["403"] = Both(new Fault.Answer(403, "AuthenticationFailed")),
            ["403 of the firewall"] = Both(new Fault.Answer(403, "AuthorizationFailure")),
            ["404"] = [(BlobOperation.ListBlobs, new Fault.Answer(404, "ContainerNotFound")), (BlobOperation.GetBlob, new Fault.Answer(404, "BlobNotFound"))],
            ["409"] = Both(new Fault.Answer(409, "LeaseIdMissing")),
            ["412"] = [(BlobOperation.GetBlob, new Fault.Answer(412, "ConditionNotMet"))],
            ["reset"] = [(BlobOperation.GetBlob, new Fault.Reset(0))],
        };
    }
}
