using System.Text;
using NsgFlow.Decoding;
using NsgFlow.Survey;
using NsgFlow.Tests.Support;

namespace NsgFlow.Tests.Survey;

public sealed class LogTailTests
{
    private const string Tuple = "1767323045,10.0.0.1,10.0.0.2,1,443,T,O,A,B,,,,";

    private static readonly string s_nsg = SmallLogs.NsgRecord(Tuple, Tuple);
    private static readonly string s_vnet = SmallLogs.VNetRecord("1767323045123,10.0.0.1,10.0.0.2,1,443,6,O,B,NX,0,0,0,0");

    /// <summary>Records as Azure orders them, with the flows first, and without flows.</summary>
    public static TheoryData<string> Complete =>
    [
        SmallLogs.Envelope(s_nsg, s_nsg),
        SmallLogs.Envelope(s_vnet, s_vnet),
        "[" + s_nsg + "," + s_vnet + "]",
        s_nsg,
        "\uFEFF" + SmallLogs.Envelope(s_nsg) + "\r\n",
        """{"records":[{"properties":{"flows":[{"flows":[{"flowTuples":["1767323045,10.0.0.1,10.0.0.2,1,443,T,O,A,B,,,,"],"mac":"000D3AF8801A"}],"rule":"a\"b"}]},"time":"2026-01-02T03:04:05Z","category":"NetworkSecurityGroupFlowEvent"}]}""",
        """{"records":[{"time":"2026-01-02T03:04:05Z","category":"NetworkSecurityGroupFlowEvent","properties":{"Version":2,"flows":[]}}]}""",
        """{"records":[{"records":[{"time":"2026-01-02T03:04:05Z","category":"FlowLogFlowEvent","flowRecords":{"flows":[]}}]}]}""",
        """{ "records" : [ { "time" : "2026-01-02T03:04:05Z", "category" : "FlowLogFlowEvent", "flowRecords" : { "flows" : [ ] } } ] } """,
    ];

    [Theory]
    [MemberData(nameof(Complete))]
    public void A_log_is_closed_at_its_end_and_at_no_cut_before(string log)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(log);
        int end = Encoding.UTF8.GetByteCount(log.TrimEnd());

        Assert.All(Enumerable.Range(1, bytes.Length), length =>
            Assert.True(IsClosed(bytes[..length]) == length >= end, $"cut to {Encoding.UTF8.GetString(bytes[..length])}"));
    }

    [Theory]
    [MemberData(nameof(Complete))]
    public void It_agrees_with_the_reader(string log)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(log);
        for (int length = log.Length / 2; length <= bytes.Length; length++)
        {
            bool expected = Logs.Decode(bytes[..length]).Summary.End == SourceEnd.Complete;
            Assert.Equal(expected, IsClosed(bytes[..length]));
        }
    }

    [Fact]
    public void Brackets_in_names_never_pass_for_an_end()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("""{"records":[{"time":"2026-01-02T03:04:05Z","properties":{"flows":[{"rule":"a]}]}]}}]}b{[","flows":[]}]}}]}""");

        Assert.True(IsClosed(bytes));
        Assert.All(Enumerable.Range(1, bytes.Length - 1), length => Assert.NotEqual(true, IsClosed(bytes[..length])));
    }

    [Fact]
    public void One_record_a_line_is_closed_behind_each()
    {
        string lines = s_nsg + "\n" + s_nsg + "\n";

        Assert.True(IsClosed(Encoding.UTF8.GetBytes(lines)));
        Assert.False(IsClosed(Encoding.UTF8.GetBytes(lines[..^3])));
    }

    [Fact]
    public void A_short_tail_is_enough_behind_a_tuple()
    {
        string log = SmallLogs.Envelope(s_nsg);

        Assert.True(LogTail.IsClosed(Encoding.UTF8.GetBytes(log[^80..]), () => "]}"));
        Assert.False(LogTail.IsClosed(Encoding.UTF8.GetBytes(log[^80..^1]), () => "]}"));
        Assert.False(LogTail.IsClosed(Encoding.UTF8.GetBytes(log[^80..^2]), () => "]}"));
        Assert.False(LogTail.IsClosed(Encoding.UTF8.GetBytes(log[^80..^4]), () => "]}"));
    }

    [Fact]
    public void A_tail_that_does_not_reach_back_to_a_key_does_not_tell()
    {
        string log = """{"records":[{"properties":{"flows":[{"flows":[{"flowTuples":[],"mac":"000D3AF8801A"}],"rule":"r"}]}}]}""";

        Assert.Null(LogTail.IsClosed(Encoding.UTF8.GetBytes(log[^20..]), () => "]}"));
        Assert.True(IsClosed(Encoding.UTF8.GetBytes(log)));
        Assert.Null(IsClosed("   "u8.ToArray()));
        Assert.False(IsClosed([]));
    }

    private static bool? IsClosed(byte[] bytes) => LogTail.IsClosed(bytes, () => LogTail.EnvelopeClosers(bytes));
}
