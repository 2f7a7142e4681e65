using System.Management.Automation;
using NsgFlow.Decoding;
using NsgFlow.PowerShell.Errors;
using NsgFlow.Tuples;

namespace NsgFlow.PowerShell.Output;

/// <summary>Turns what the decoder reports into error records that name the place and tell what was expected.</summary>
internal static class FaultErrors
{
    /// <summary>What a source without a name is called in messages.</summary>
    public const string Nameless = "input";

    public static ErrorRecord ToError(FlowFault fault) => fault.Kind switch
    {
        FlowFaultKind.InvalidTuple when fault.Tuple == TupleFault.Strict =>
            ErrorFactory.Create(ErrorId.FormatDeviation, ErrorCategory.InvalidData, TargetOf(fault), inner: null, PlaceOf(fault), fault.Deviation, fault.Text),
        FlowFaultKind.InvalidTuple =>
            ErrorFactory.Create(ErrorId.InvalidTuple, ErrorCategory.InvalidData, TargetOf(fault), inner: null, PlaceOf(fault), ReasonOf(fault.Tuple), fault.Text),
        FlowFaultKind.DamagedJson =>
            ErrorFactory.Create(ErrorId.DamagedJson, ErrorCategory.InvalidData, TargetOf(fault), inner: null, NameOf(fault), fault.Offset),
        FlowFaultKind.RecordTooLarge =>
            ErrorFactory.Create(ErrorId.RecordTooLarge, ErrorCategory.LimitsExceeded, TargetOf(fault), inner: null, NameOf(fault), fault.RecordNumber, fault.Offset, PendingTuples.MostHeld / (1024 * 1024), PendingTuples.MostLists),
        _ =>
            ErrorFactory.Create(ErrorId.DamagedGzip, ErrorCategory.InvalidData, TargetOf(fault), inner: null, NameOf(fault), fault.Offset, fault.Text),
    };

    /// <summary>What was wrong with a tuple, and what its format has there.</summary>
    public static string ReasonOf(TupleFault fault) => fault switch
    {
        TupleFault.FieldCount => "it has neither 8, 10 nor 13 fields",
        TupleFault.NotText => "it is no text",
        TupleFault.TooLong => "it is longer than any tuple can be",
        TupleFault.Time => "its time is no whole number",
        TupleFault.TimeRange => "its time lies before 2001 or after 2100",
        TupleFault.SourceAddress => "its source is no IP address",
        TupleFault.DestinationAddress => "its destination is no IP address",
        TupleFault.SourcePort => "its source port is no number from 0 to 65535",
        TupleFault.DestinationPort => "its destination port is no number from 0 to 65535",
        TupleFault.Protocol => "its protocol is neither T, U nor a number from 0 to 255",
        TupleFault.Direction => "its direction is neither I nor O",
        TupleFault.Decision => "its decision is neither A nor D",
        TupleFault.State => "its state is no letter that its format has",
        TupleFault.Encryption => "its encryption is empty",
        TupleFault.Counter => "a counter is neither empty nor a whole number of at most 63 bits",
        TupleFault.AmbiguousLayout => "its fields fit the NSG layout as well as the virtual network layout",
        TupleFault.OtherLayout => "its fields are not of the layout that -Kind names",
        _ => "it cannot be decoded",
    };

    private static string PlaceOf(FlowFault fault)
    {
        string place = fault.RecordNumber > 0
            ? $"record {fault.RecordNumber}, flow {fault.FlowNumber}, group {fault.GroupNumber}, tuple {fault.TupleNumber}"
            : $"tuple {fault.TupleNumber} of a group whose record was lost in damage";
        return $"{NameOf(fault)}: {place}, byte {fault.Offset}";
    }

    private static string NameOf(FlowFault fault) => fault.Source ?? Nameless;

    private static object TargetOf(FlowFault fault) => fault.Text ?? fault.Source ?? (object)fault.Offset;
}
