using System.Globalization;

namespace NsgFlow.Tests.Analysis.Stitching.Week;

/// <summary>A tuple that the interface logs.</summary>
/// <param name="Connection">What it is a tuple of.</param>
/// <param name="Time">Milliseconds since 1970.</param>
/// <param name="State">B, C, E or D.</param>
/// <param name="Counters">Null where the tuple has none.</param>
internal sealed record PlannedTuple(PlannedConnection Connection, long Time, char State, long[]? Counters)
{
    /// <summary>How often it stands in its list.</summary>
    public int Copies { get; init; } = 1;
}

/// <summary>A connection that was planted: its tuples in order, those before the log and in missing hours among them.</summary>
internal sealed class PlannedConnection
{
    public required PlannedInterface Interface { get; init; }

    public required string Source { get; init; }

    public required string Destination { get; init; }

    public required int SourcePort { get; init; }

    public required int DestinationPort { get; init; }

    public required FlowProtocol Protocol { get; init; }

    public required bool IsOutbound { get; init; }

    public required string Rule { get; init; }

    public List<PlannedTuple> Tuples { get; } = [];

    /// <summary>How it ends, if not by the tuples that are left of it.</summary>
    public FlowConnectionEnd? EndKind { get; init; }

    public PlannedConnection Add(long time, char state, long[]? counters = null)
    {
        Tuples.Add(new PlannedTuple(this, time, state, counters));
        return this;
    }

    public string TextOf(PlannedTuple tuple)
    {
        string ends = string.Create(CultureInfo.InvariantCulture, $"{Source},{Destination},{SourcePort},{DestinationPort}");
        char direction = IsOutbound ? 'O' : 'I';
        if (Interface.IsVNet)
        {
            string counters = tuple.Counters is { } known ? string.Join(',', known) : tuple.State is 'B' or 'D' ? "0,0,0,0" : ",,,";
            return string.Create(CultureInfo.InvariantCulture, $"{tuple.Time},{ends},{(int)Protocol},{direction},{tuple.State},NX,{counters}");
        }

        (char decision, char state) = tuple.State == 'D' ? ('D', 'B') : ('A', tuple.State);
        string counted = tuple.Counters is { } some ? string.Join(',', some) : ",,,";
        return string.Create(CultureInfo.InvariantCulture, $"{tuple.Time / 1000},{ends},{(Protocol == FlowProtocol.TCP ? 'T' : 'U')},{direction},{decision},{state},{counted}");
    }

    /// <summary>What must come out, worked out from the tuples that are in the log; null where none is.</summary>
    public string? Truth()
    {
        PlannedTuple[] seen = [.. Tuples.Where(Interface.IsLogged)];
        if (seen.Length == 0)
        {
            return null;
        }

        (PlannedTuple first, PlannedTuple last) = (seen[0], seen[^1]);
        bool denied = first.State == 'D';
        PlannedTuple[] counted = [.. seen.Where(t => t.State is 'C' or 'E')];
        PlannedTuple[] known = [.. counted.Where(t => t.Counters is not null)];
        string Sum(int counter) => known.Length == 0 ? "" : known.Sum(t => t.Counters![counter]).ToString(CultureInfo.InvariantCulture);
        FlowConnectionStart start = first.State is 'B' or 'D' ? FlowConnectionStart.Begin : FlowConnectionStart.MidStream;
        FlowConnectionEnd end = denied ? FlowConnectionEnd.Denied : last.State == 'E' ? FlowConnectionEnd.End : EndKind ?? Interface.EndOf(last.Time);
        FlowConnectionNotes notes = Interface.NotesOf(first, last);
        bool whole = start == FlowConnectionStart.Begin && known.Length == counted.Length && (notes & FlowConnectionNotes.Gap) == 0;
        FlowReply reply = known.Any(t => t.Counters![2] + t.Counters[3] > 0) ? FlowReply.Yes
            : known.Length > 0 && whole ? FlowReply.No : FlowReply.Unknown;
        FlowState StateOf(char state) => state switch
        {
            'B' => FlowState.Begin,
            'C' => FlowState.Continue,
            'E' => FlowState.End,
            _ => Interface.IsVNet ? FlowState.Deny : FlowState.Begin,
        };
        int repeats = seen.Where(t => t.State is 'B' or 'C').Sum(t => t.Copies - 1);
        return FormattableString.Invariant(
            $"{Interface.Mac} {(IsOutbound ? "Outbound" : "Inbound")} {Protocol} {Source}:{SourcePort} > {Destination}:{DestinationPort} {(denied ? "Deny" : "Allow")} {Rule} | {Interface.TimeOf(first):O} {start} .. {Interface.TimeOf(last):O} {end} | {Sum(0)},{Sum(1)},{Sum(2)},{Sum(3)} unknown {counted.Length - known.Length} | rows {seen.Length} attempts {(denied ? seen.Length : 1)} dup {repeats} {StateOf(first.State)}-{StateOf(last.State)} {notes} {(Interface.IsVNet ? "NX" : "")} {reply}");
    }
}
