using System.Globalization;
using NsgFlow.Sampling;

namespace NsgFlow.Tests.Sampling;

public sealed class SampleDeterminismTests
{
    /// <summary>
    /// The bytes of a seed are a promise: documentation, samples and benchmarks name them. Whoever changes the
    /// generator on purpose changes these.
    /// </summary>
    [Theory]
    [InlineData(FlowLogKind.NsgV1, "6982E4B5A3511675B09E199C5B29B49D8EE7F891FE9FB4608A1F20FFA7668C87")]
    [InlineData(FlowLogKind.NsgV2, "FCE7E566CAB1F571031321F9CABD379CEAB44E1EA1DC674841A67E2D22EF717C")]
    [InlineData(FlowLogKind.VNetV4, "C2391732B1E4FCE6E52698A729A1713BC7DEC93026FCDA53B42EF123300A522F")]
    public void The_bytes_of_a_seed_do_not_drift(FlowLogKind kind, string expected)
    {
        var options = new SampleOptions { Kinds = [kind], Seed = 42, NicCount = 2, Duration = TimeSpan.FromHours(2), Size = 400_000 };
        Assert.Equal(expected, GeneratedSample.Make(options).Hash());
    }

    [Theory]
    [InlineData(FlowLogKind.NsgV1)]
    [InlineData(FlowLogKind.NsgV2)]
    [InlineData(FlowLogKind.VNetV4)]
    public void Another_seed_gives_other_bytes(FlowLogKind kind)
    {
        var options = new SampleOptions { Kinds = [kind], Seed = 1 };
        GeneratedSample one = GeneratedSample.Make(options);
        GeneratedSample two = GeneratedSample.Make(options with { Seed = 2 });
        Assert.NotEqual(one.Files[0].Path, two.Files[0].Path);
        Assert.NotEqual(one.Hash(), two.Hash());
    }

    [Fact]
    public void The_culture_of_the_thread_has_no_say()
    {
        var options = new SampleOptions { Kinds = [FlowLogKind.NsgV1, FlowLogKind.NsgV2, FlowLogKind.VNetV4], Size = 300_000 };
        string expected = GeneratedSample.Make(options).Hash();
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            var culture = new CultureInfo(string.Empty) { NumberFormat = { NegativeSign = "~", NumberGroupSeparator = " ", NumberDecimalSeparator = "#" } };
            culture.DateTimeFormat.Calendar = new GregorianCalendar();
            culture.DateTimeFormat.TimeSeparator = ".";
            culture.DateTimeFormat.DateSeparator = "/";
            CultureInfo.CurrentCulture = culture;
            Assert.Equal(expected, GeneratedSample.Make(options).Hash());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Listening_changes_no_byte()
    {
        var options = new SampleOptions { Size = 200_000 };
        string expected = GeneratedSample.Make(options).Hash();
        Assert.Equal(expected, GeneratedSample.Make(options, (in FlowRow _, FlowGroup _, long _) => { }).Hash());
    }

    [Fact]
    public void One_kind_alone_is_what_it_is_among_others()
    {
        // Interfaces and paths come from the seed alone, so that both logs of a migrating network name the same ones.
        var nsg = GeneratedSample.Make(new SampleOptions { Kinds = [FlowLogKind.NsgV2] });
        var both = GeneratedSample.Make(new SampleOptions { Kinds = [FlowLogKind.NsgV2, FlowLogKind.VNetV4], Size = 200_000 });
        Assert.Equal(nsg.Files[0].Path, both.Files[0].Path);
        Assert.Equal(nsg.Files[0].Bytes, both.Files[0].Bytes);
        Assert.Equal(nsg.Truth.Macs, both.Truth.Macs);
    }
}
