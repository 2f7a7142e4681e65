using FsCheck;
using FsCheck.Xunit;
using NsgFlow.Decoding;
using NsgFlow.Tests.Support;

namespace NsgFlow.Tests.Decoding;

/// <summary>
/// Laws that hold for every log. Each case is a seed of <see cref="LogGenerator"/>; FsCheck prints the seed of a case
/// that fails, and the order of seeds is fixed by Replay.
/// </summary>
public sealed class PropertyTests
{
    private const string Replay = "20261124,7";

    [Property(Replay = Replay, MaxTest = 400)]
    public void Decoding_what_was_encoded_gives_every_field_back(DoNotSize<int> any)
    {
        int seed = any.Item;
        ModelLog log = LogGenerator.Log(seed, size: 4);
        EncodedLog encoded = LogEncoder.Encode(log, LogStyle.Plain, seed);

        Decoded decoded = Logs.Decode(encoded.Bytes);

        Assert.Empty(decoded.Faults);
        Assert.Equal(Expected(log, encoded), FlowFields.Of(decoded.Flows));
        Assert.Equal(new ReadingFacts(encoded.Bytes.Length, log.Records.Count, encoded.Places.Count, 0, null, SourceEnd.Complete, 0, false), ReadingFacts.Of(decoded));
    }

    [Property(Replay = Replay, MaxTest = 400)]
    public void Any_way_of_writing_the_same_log_gives_the_same_flows(DoNotSize<int> any)
    {
        int seed = any.Item;
        ModelLog log = LogGenerator.Log(seed, size: 4);
        EncodedLog encoded = LogEncoder.Encode(log, LogStyle.Wild, seed + 1);

        Decoded decoded = Logs.Decode(encoded.Bytes);

        Assert.Empty(decoded.Faults);
        Assert.Equal(Expected(log, encoded), FlowFields.Of(decoded.Flows));
        Assert.Equal(new ReadingFacts(encoded.Bytes.Length, log.Records.Count, encoded.Places.Count, 0, null, SourceEnd.Complete, 0, false), ReadingFacts.Of(decoded));
    }

    [Property(Replay = Replay, MaxTest = 150)]
    public void Any_split_of_the_bytes_into_reads_gives_the_same(DoNotSize<int> any)
    {
        int seed = any.Item;
        ModelLog log = LogGenerator.Log(seed, size: 3);
        byte[] bytes = LogEncoder.Encode(log, LogStyle.Wild, seed).Bytes;
        var random = new Random(seed);

        Decoded whole = Logs.Decode(bytes);
        Decoded single = Logs.Decode(new MemorySource(bytes, () => 1));
        Decoded pieces = Logs.Decode(new MemorySource(bytes, () => random.Next(1, 200)));

        AssertSame(whole, single);
        AssertSame(whole, pieces);
    }

    [Property(Replay = Replay, MaxTest = 400)]
    public void Reading_by_vectors_and_byte_by_byte_is_the_same_on_valid_logs(DoNotSize<int> any)
    {
        int seed = any.Item;
        byte[] bytes = LogEncoder.Encode(LogGenerator.Log(seed, size: 4), LogStyle.Wild, seed).Bytes;

        AssertSame(Logs.Decode(bytes), Logs.Decode(bytes, new FlowReadOptions { AvoidVectors = true }));
    }

    [Property(Replay = Replay, MaxTest = 1500)]
    public void Reading_by_vectors_and_byte_by_byte_is_the_same_on_damaged_logs(DoNotSize<int> any)
    {
        int seed = any.Item;
        byte[] bytes = Mutations.Of(seed, size: 3);

        AssertSame(Logs.Decode(bytes), Logs.Decode(bytes, new FlowReadOptions { AvoidVectors = true }));
    }

    [Property(Replay = Replay, MaxTest = 800)]
    public void Any_split_of_damaged_bytes_gives_the_same(DoNotSize<int> any)
    {
        int seed = any.Item;
        byte[] bytes = Mutations.Of(seed, size: 2);
        var random = new Random(seed);

        AssertSame(Logs.Decode(bytes), Logs.Decode(new MemorySource(bytes, () => random.Next(1, 300))));
    }

    [Property(Replay = Replay, MaxTest = 1500)]
    public void Damaged_logs_are_read_to_their_end_and_never_throw(DoNotSize<int> any)
    {
        int seed = any.Item;
        byte[] bytes = Mutations.Of(seed, size: 4);

        Decoded decoded = Logs.Decode(bytes);

        Assert.Equal(bytes.Length, decoded.Summary.Bytes);
        Assert.Equal(decoded.Faults.Count, decoded.Summary.Faults);
        Assert.True(decoded.Flows.Count + decoded.Faults.Count(f => f.Kind == FlowFaultKind.InvalidTuple) == decoded.Summary.Tuples);
    }

    [Property(Replay = Replay, MaxTest = 400)]
    public void Bytes_of_no_log_at_all_never_throw(DoNotSize<int> any)
    {
        int seed = any.Item;
        var random = new Random(seed);
        byte[] bytes = new byte[random.Next(4000)];
        string alphabet = "{}[]\",:\\ \n0123456789tuple\"{[";
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = random.Next(50) == 0 ? (byte)random.Next(256) : (byte)alphabet[random.Next(alphabet.Length)];
        }

        Assert.Equal(bytes.Length, Logs.Decode(bytes).Summary.Bytes);
    }

    private static void AssertSame(Decoded expected, Decoded actual)
    {
        Assert.Equal(FlowFields.Of(expected.Flows), FlowFields.Of(actual.Flows));
        Assert.Equal(expected.Faults, actual.Faults);
        Assert.Equal(ReadingFacts.Of(expected), ReadingFacts.Of(actual));
    }

    private static List<FlowFields> Expected(ModelLog log, EncodedLog encoded) =>
        [.. log.Flows.Zip(encoded.Places, (flow, place) => flow with { Offset = place.Offset })];
}
