namespace NsgFlow.Sampling;

/// <summary>
/// Lets the traffic of one network interface happen, minute by minute, in order of time: flows begin, continue on
/// the 300-second grid and end.
/// </summary>
internal sealed class NicTraffic
{
    public const long GridStep = 300_000;
    private const long Minute = 60_000;
    private const int MostOpen = 65_536;
    private const int FewestOpen = 6;
    private static readonly SampleStory s_noStory = new(0, 0, 0, 0);
    private readonly SampleOptions _options;
    private readonly SampleNetwork _network;
    private readonly SampleNic _nic;
    private readonly FlowLogKind _kind;
    private readonly RecordWriter _writer;
    private readonly SampleRandom _random;
    private readonly FlowMaker _maker;
    private readonly SampleBudget _budget;
    private readonly OpenFlows _open;
    private readonly SampleStory[] _stories;
    private readonly byte[] _draws;
    private readonly long _firstWindow;
    private readonly int _flowBytes;
    private readonly int _leastRecord;
    private readonly bool _isSparse;
    private long _nextTick;
    private long _flows;

    public NicTraffic(SampleOptions options, SampleNetwork network, SampleNic nic, FlowLogKind kind, long bytes, RecordWriter writer)
    {
        (_options, _network, _nic, _kind, _writer) = (options, network, nic, kind, writer);
        ulong stream = ((ulong)kind << 32) | (uint)(nic.Index + 1);
        _random = new SampleRandom(options.Seed, stream);
        _maker = new FlowMaker(network, _random, options.IPv6Share);
        _budget = new SampleBudget(bytes, options.StartMinute, options.Minutes, _random.NextBits());
        _open = new OpenFlows((int)Math.Clamp(bytes * 5 / options.Minutes / 400, FewestOpen, MostOpen));
        _draws = TrafficClasses.Draws(kind, isLastNic: nic.Index == options.NicCount - 1);
        _flows = (((long)kind << 10) | (uint)nic.Index) << 40;
        // What a background flow costs by and by, and the text of a record with a few groups.
        (_flowBytes, _leastRecord) = kind switch
        {
            FlowLogKind.NsgV1 => (62, 1400),
            FlowLogKind.NsgV2 => (110, 1800),
            _ => (120, 2600),
        };
        _isSparse = bytes / options.Minutes < 2 * _leastRecord;
        _firstWindow = (options.StartMinute * Minute) + (nic.WritePhase / TimeSpan.TicksPerMillisecond) - nic.LeastLag - Minute;
        _nextTick = _firstWindow + ((nic.GridPhase - (_firstWindow % GridStep) + GridStep) % GridStep);
        _stories = SampleStory.Of(kind, nic, options.NicCount, bytes, _firstWindow, options.Minutes);
        OpenStandingFlows();
    }

    /// <param name="minute">Counted from the sample's start; minutes come in order.</param>
    /// <param name="isFirstOfFile">Such a minute gets tuples in any case, so that no file is empty.</param>
    public void Run(int minute, bool isFirstOfFile)
    {
        long start = _firstWindow + (minute * Minute);
        long end = start + Minute;
        long owed = _budget.Advance(minute) - _writer.Written;
        bool hasTick = _nextTick < end && _open.Count > 0 && _kind != FlowLogKind.NsgV1;
        bool hasStory = NextStory().Next < end;
        if (owed < _leastRecord && !hasTick && !hasStory && !isFirstOfFile)
        {
            SkipTick(end);
            return;
        }

        long arrivals = Math.Max(isFirstOfFile ? 3 : 0, (owed - (_isSparse ? _leastRecord / 2 : 0)) / _flowBytes);
        _writer.BeginMinute(RecordTime(minute));
        PostponeOverdue(start);
        Live(start, end, arrivals);
        _writer.EndMinute();
    }

    private void Live(long start, long end, long arrivals)
    {
        long arrived = 0;
        long nextArrival = ArrivalTime(start, arrived, arrivals);
        while (true)
        {
            SampleStory story = NextStory();
            long next = Math.Min(Math.Min(_nextTick, _open.NextEnd), Math.Min(story.Next, nextArrival));
            if (next >= end)
            {
                return;
            }

            if (next == _nextTick)
            {
                Tick();
            }
            else if (next == _open.NextEnd)
            {
                End(next);
            }
            else if (next == story.Next)
            {
                Begin(next, end, story.Class, story);
                story.Advance();
            }
            else
            {
                Begin(next, end, _draws[_random.Next(_draws.Length)], story: null);
                nextArrival = ArrivalTime(start, ++arrived, arrivals);
            }
        }
    }

    /// <summary>One arrival in each of equal parts of the minute, somewhere within its part.</summary>
    private long ArrivalTime(long start, long arrived, long arrivals) => arrived >= arrivals
        ? long.MaxValue
        : start + (((arrived * Minute) + _random.Next((int)Minute)) / arrivals);

    private void Begin(long time, long windowEnd, byte classIndex, SampleStory? story)
    {
        TrafficClass kind = TrafficClasses.All[classIndex];
        OpenFlow flow = _maker.Make(classIndex, story);
        if (kind.Decision == FlowDecision.Allow && _open.Contains(flow.Key))
        {
            return;
        }

        flow.Number = ++_flows;
        flow.Start = flow.LastTime = time;
        Write(flow, time, FlowState.Begin, default);
        // Version 1 knows no more of a flow. In the others, one flow in 32 is never heard of again.
        if (kind.Decision == FlowDecision.Deny || _kind == FlowLogKind.NsgV1 || (story is null && _random.Next(32) == 0))
        {
            return;
        }

        long end = time + (story?.Length ?? _maker.Life(kind));
        if (_isSparse && end < time + (2 * Minute))
        {
            // Few minutes of a small sample have a record: what is short ends in the one it began in.
            end = Math.Min(end, windowEnd - 1);
        }

        if (_open.IsFull)
        {
            End(time);
        }

        _open.Add(flow, end);
    }

    private void End(long time)
    {
        OpenFlow flow = _open.Remove();
        bool isIdle = flow.Class != TrafficClasses.Transfer && _random.Next(16) < (flow.HasContinued ? 4 : 1);
        Write(flow, time, FlowState.End, isIdle ? default : _maker.Added(flow, time));
    }

    private void Tick()
    {
        for (int i = 0; i < _open.Count; i++)
        {
            ref OpenFlow flow = ref _open[i];
            Write(flow, _nextTick, FlowState.Continue, _maker.Added(flow, _nextTick));
            flow.LastTime = _nextTick;
            flow.HasContinued = true;
        }

        _nextTick += GridStep;
    }

    /// <summary>A tick in a minute without a record: no flow is open, or the format has no such rows.</summary>
    private void SkipTick(long end)
    {
        if (_nextTick < end)
        {
            _nextTick += GridStep;
        }
    }

    /// <summary>Flows that would have ended in minutes without a record end in this one.</summary>
    private void PostponeOverdue(long start)
    {
        while (_open.NextEnd < start)
        {
            _open.Postpone(start + _random.Next((int)Minute));
        }
    }

    private void Write(in OpenFlow flow, long time, FlowState state, (long PacketsSent, long BytesSent, long PacketsReceived, long BytesReceived) added)
    {
        TrafficClass kind = TrafficClasses.All[flow.Class];
        SampleAddress peer = _network[flow.Peer];
        SampleAddress own = peer.Address.IsIPv6 ? _nic.AddressIPv6 : _nic.Address;
        bool isInbound = kind.Direction == FlowDirection.Inbound;
        var tuple = new SampleTuple
        {
            Time = time,
            Flow = flow.Number,
            Source = isInbound ? peer : own,
            Destination = isInbound ? own : peer,
            SourcePort = flow.SourcePort,
            DestinationPort = flow.DestinationPort,
            Protocol = kind.Protocol,
            Direction = kind.Direction,
            Decision = kind.Decision,
            State = state,
            Encryption = flow.Encryption,
            PacketsSent = added.PacketsSent,
            BytesSent = added.BytesSent,
            PacketsReceived = added.PacketsReceived,
            BytesReceived = added.BytesReceived,
        };
        _writer.Add((int)kind.Rule, tuple);
    }

    /// <summary>Some flows are older than the log: they continue and end in it without a begin.</summary>
    private void OpenStandingFlows()
    {
        if (_kind == FlowLogKind.NsgV1)
        {
            return;
        }

        foreach (byte classIndex in TrafficClasses.Standing)
        {
            OpenFlow flow = _maker.Make(classIndex, story: null);
            flow.Number = ++_flows;
            flow.Start = flow.LastTime = _firstWindow - _random.Next((int)GridStep);
            _open.Add(flow, _firstWindow + _maker.Life(TrafficClasses.All[classIndex]));
        }
    }

    private SampleStory NextStory()
    {
        SampleStory next = _stories.Length == 0 ? s_noStory : _stories[0];
        foreach (SampleStory story in _stories)
        {
            if (story.Next < next.Next)
            {
                next = story;
            }
        }

        return next;
    }

    private DateTime RecordTime(int minute)
    {
        // Azure's writer is late by some milliseconds more in one minute than in the next.
        long late = _random.Next(400_000);
        return DateTime.UnixEpoch.AddTicks(((_options.StartMinute + minute) * TimeSpan.TicksPerMinute) + _nic.WritePhase + late);
    }
}
