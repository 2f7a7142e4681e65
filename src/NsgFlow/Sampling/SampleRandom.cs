using System.Numerics;

namespace NsgFlow.Sampling;

/// <summary>
/// xoshiro256**, seeded by SplitMix64: the same numbers on every system and runtime, which System.Random does not
/// promise. Only integer arithmetic, so that no floating-point library decides a byte.
/// </summary>
internal sealed class SampleRandom
{
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    /// <param name="seed">The sample's seed.</param>
    /// <param name="stream">Tells independent sequences of one seed apart.</param>
    public SampleRandom(int seed, ulong stream)
    {
        ulong state = Mix((uint)seed) ^ Mix(stream + 0x5851F42D4C957F2D);
        _a = Mix(state += 0x9E3779B97F4A7C15);
        _b = Mix(state += 0x9E3779B97F4A7C15);
        _c = Mix(state += 0x9E3779B97F4A7C15);
        _d = Mix(state + 0x9E3779B97F4A7C15);
    }

    /// <summary>The finalizer of SplitMix64: a good hash of one number.</summary>
    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    public ulong NextBits()
    {
        ulong result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        ulong shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>A number from 0 to below <paramref name="bound"/>.</summary>
    public int Next(int bound) => (int)(((NextBits() >> 32) * (uint)bound) >> 32);

    /// <summary>A number from 2^k to below 2^(k+1), with k even over the given range: as unequal as traffic is.</summary>
    public int NextScaled(int lowestPower, int highestPower)
    {
        int floor = 1 << (lowestPower + Next(highestPower - lowestPower + 1));
        return floor + Next(floor);
    }

    /// <summary>A GUID of version 4 in lower case.</summary>
    public string NextGuid()
    {
        string high = NextBits().ToString("x16", null);
        string low = NextBits().ToString("x16", null);
        return string.Concat(
            string.Concat(high.AsSpan(0, 8), "-", high.AsSpan(8, 4), "-4"),
            string.Concat(high.AsSpan(13, 3), "-a", low.AsSpan(1, 3)),
            "-",
            low[4..]);
    }
}
