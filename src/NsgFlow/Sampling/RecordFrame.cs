using System.Text;

namespace NsgFlow.Sampling;

/// <summary>
/// The text around the tuples of one interface's records: the same in each record but for its time. Keys stand in
/// the order that Azure's newest logs have.
/// </summary>
internal sealed class RecordFrame
{
    private readonly byte[][] _open = new byte[SampleRules.Count][];

    public RecordFrame(FlowLogKind kind, SampleNic nic)
    {
        bool isVNet = kind == FlowLogKind.VNetV4;
        AfterTime = Encoding.ASCII.GetBytes(isVNet
            ? $"\",\"flowLogGUID\":\"{nic.FlowLogGuid}\",\"macAddress\":\"{nic.MacAddress}\",\"category\":\"FlowLogFlowEvent\""
                + $",\"flowLogResourceID\":\"{nic.FlowLogResourceId}\",\"targetResourceID\":\"{nic.TargetResourceId}\""
                + ",\"flowLogVersion\":4,\"operationName\":\"FlowLogFlowEvent\",\"flowRecords\":{\"flows\":["
            : $"\",\"systemId\":\"{nic.SystemId}\",\"macAddress\":\"{nic.MacAddress}\",\"category\":\"NetworkSecurityGroupFlowEvent\""
                + $",\"resourceId\":\"{nic.NsgResourceId(kind)}\",\"operationName\":\"NetworkSecurityGroupFlowEvents\""
                + $",\"properties\":{{\"Version\":{(kind == FlowLogKind.NsgV1 ? 1 : 2)},\"flows\":[");
        for (int rule = 0; rule < _open.Length; rule++)
        {
            _open[rule] = Encoding.ASCII.GetBytes(isVNet
                ? $"{{\"aclID\":\"{SampleRules.AclId(rule, nic)}\",\"flowGroups\":[{{\"rule\":\"{SampleRules.Name(rule)}\",\"flowTuples\":["
                : $"{{\"rule\":\"{SampleRules.Name(rule)}\",\"flows\":[{{\"mac\":\"{nic.MacAddress}\",\"flowTuples\":[");
        }
    }

    public static ReadOnlySpan<byte> BeforeTime => "{\"time\":\""u8;

    public byte[] AfterTime { get; }

    /// <summary>Closes a group: the same characters in both layouts.</summary>
    public static ReadOnlySpan<byte> GroupClose => "]}]}"u8;

    public static ReadOnlySpan<byte> RecordClose => "]}}"u8;

    public ReadOnlySpan<byte> GroupOpen(int rule) => _open[rule];
}
