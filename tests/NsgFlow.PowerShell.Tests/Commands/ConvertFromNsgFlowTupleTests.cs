using System.Management.Automation;
using NsgFlow.PowerShell.Tests.Engine;

namespace NsgFlow.PowerShell.Tests.Commands;

public sealed class ConvertFromNsgFlowTupleTests : IDisposable
{
    private const string Id = ",NsgFlow.PowerShell.Commands.ConvertFromNsgFlowTupleCommand";

    private readonly EngineSession _shell = new();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("1768467601,10.0.0.1,10.0.0.2,1,443,T,O,A", "NsgV1", "None", "None")]
    [InlineData("1768467601,10.0.0.1,10.0.0.2,1,443,T,O,A,B,,,,", "NsgV2", "Begin", "None")]
    [InlineData("1768467601123,10.0.0.1,10.0.0.2,1,443,6,O,D,NX,0,0,0,0", "VNetV4", "Deny", "None")]
    [InlineData("1768467601,10.0.0.1,10.0.0.2,1,443,6,O,A,10,840", "Other", "None", "TenFieldTuple")]
    [InlineData("  \"1768467601,10.0.0.1,10.0.0.2,1,443,T,O,A\",", "NsgV1", "None", "None")]
    public void The_shape_of_a_tuple_tells_its_layout(string tuple, string kind, string state, string deviation)
    {
        PSObject flow = _shell.Pipe([tuple], "$input | ConvertFrom-NsgFlowTuple").ThrowIfFailed().Single;

        Assert.Equal(kind, flow.Get<string>("Kind"));
        Assert.Equal(state, flow.Get<string>("State"));
        Assert.Equal(deviation, flow.Get<string>("Deviation"));
        Assert.Equal(443, flow.Get<int>("DestinationPort"));
        Assert.Null(flow.Get<string?>("Source"));
    }

    [Fact]
    public void What_fits_two_layouts_is_an_error_until_Kind_says_which()
    {
        const string Tuple = "1768467601,10.0.0.1,10.0.0.2,1,443,6,O,D,B,0,0,0,0";

        EngineResult open = _shell.Run("ConvertFrom-NsgFlowTuple $args[0]", Tuple);
        Assert.Equal(["AmbiguousTuple" + Id], open.ErrorIds);
        Assert.Contains("-Kind", open.Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);

        PSObject nsg = _shell.Run("ConvertFrom-NsgFlowTuple $args[0] -Kind NsgV2", Tuple).ThrowIfFailed().Single;
        Assert.Equal(("Begin", "Deny", (string?)null), (nsg.Get<string>("State"), nsg.Get<string>("Decision"), nsg.Get<string?>("Encryption")));

        PSObject vnet = _shell.Run("ConvertFrom-NsgFlowTuple $args[0] -Kind VNetV4", Tuple).ThrowIfFailed().Single;
        Assert.Equal(("Deny", "Deny", "B"), (vnet.Get<string>("State"), vnet.Get<string>("Decision"), vnet.Get<string?>("Encryption")));
    }

    [Theory]
    [InlineData("1768467601123,10.0.0.1,10.0.0.2,1,443,6,O,D,NX,0,0,0,0", "NsgV2")]
    [InlineData("1768467601,10.0.0.1,10.0.0.2,1,443,T,O,A", "VNetV4")]
    [InlineData("1768467601,10.0.0.1,10.0.0.2,1,443,T,O,A", "NsgV2")]
    public void A_tuple_of_another_layout_than_Kind_says_is_an_error(string tuple, string kind) =>
        Assert.Equal(["InvalidTuple" + Id], _shell.Run("ConvertFrom-NsgFlowTuple $args[0] -Kind $args[1]", tuple, kind).ErrorIds);

    [Fact]
    public void Parameters_give_what_a_bare_tuple_lacks()
    {
        PSObject flow = _shell.Run(
            "ConvertFrom-NsgFlowTuple $args[0] -Rule UserRule_x -MacAddress 000d3a0000ab -ResourceId $args[1] -TargetResourceId vnet",
            LogText.Tuple(1),
            LogText.NsgId).ThrowIfFailed().Single;

        Assert.Equal("UserRule_x", flow.Get<string>("Rule"));
        Assert.Equal("000D3A0000AB", flow.Get<string>("MacAddress"));
        Assert.Equal("WEB", flow.Get<string>("NetworkSecurityGroup"));
        Assert.Equal(LogText.NsgId, flow.Get<string>("AclId"));
        Assert.Equal("vnet", flow.Get<string>("TargetResourceId"));
    }

    [Fact]
    public void A_flow_group_as_JSON_has_it_binds_by_property_name()
    {
        EngineResult result = _shell.Run(
            "[pscustomobject]@{ rule = 'UserRule_y'; mac = '000D3A000001'; flowTuples = $args } | ConvertFrom-NsgFlowTuple",
            LogText.Tuple(1),
            LogText.Tuple(2)).ThrowIfFailed();

        Assert.Equal([1, 2], result.Values<int>("SourcePort"));
        Assert.Equal(["UserRule_y", "UserRule_y"], result.Values<string>("Rule"));
    }

    [Fact]
    public void A_bad_tuple_is_an_error_and_the_next_is_decoded()
    {
        EngineResult result = _shell.Pipe(["nonsense", LogText.Tuple(2), ""], "$input | ConvertFrom-NsgFlowTuple");

        Assert.Equal([2], result.Values<int>("SourcePort"));
        Assert.Equal(["InvalidTuple" + Id, "InvalidTuple" + Id], result.ErrorIds);
        Assert.Equal("nonsense", result.Errors[0].TargetObject);
    }

    [Fact]
    public void Strict_makes_a_departure_an_error()
    {
        EngineResult result = _shell.Run("ConvertFrom-NsgFlowTuple '1768467601,10.0.0.1,10.0.0.2,1,443,6,O,A,10,840' -Strict");

        Assert.Empty(result.Output);
        Assert.Equal(["FormatDeviation" + Id], result.ErrorIds);
    }
}
