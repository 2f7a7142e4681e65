using NsgFlow.Azure.Tests.Loopback;

namespace NsgFlow.Azure.Tests.Proxy;

/// <summary>Which requests a fault befalls.</summary>
internal abstract class FaultRule
{
    /// <summary>The fault for a request; null where the rule does not concern it. Asked once for each request.</summary>
    public abstract Fault? For(LoggedRequest request);
}

/// <summary>A fault for chosen requests: of those that fit, so many pass, and so many after them have it.</summary>
internal sealed class ChosenFault(Fault fault, Func<LoggedRequest, bool> fits, int skip, int times) : FaultRule
{
    private int _seen;

    public override Fault? For(LoggedRequest request) =>
        fits(request) && _seen++ is int before && before >= skip && before - skip < times ? fault : null;
}

/// <summary>Faults at random for a share of the requests; equal seeds and requests give equal faults.</summary>
/// <param name="seed">Told by the test when it fails.</param>
/// <param name="share">The part of the requests, 0 to 1.</param>
/// <param name="fits">Which requests it concerns.</param>
/// <param name="faults">Each makes one kind of fault, one as likely as the other.</param>
internal sealed class RandomFault(int seed, double share, Func<LoggedRequest, bool> fits, IReadOnlyList<Func<Random, Fault>> faults) : FaultRule
{
    private readonly Random _random = new(seed);

    public override Fault? For(LoggedRequest request) =>
        fits(request) && _random.NextDouble() < share ? faults[_random.Next(faults.Count)](_random) : null;
}
