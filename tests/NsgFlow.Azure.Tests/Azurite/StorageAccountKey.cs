using System.Globalization;
using System.Security.Cryptography;

namespace NsgFlow.Azure.Tests.Azurite;

/// <summary>The name and key of an account of the emulator.</summary>
internal sealed record StorageAccountKey(string Name, string Key)
{
    /// <summary>Accounts with random keys: a test that finds one in a message has found a leak.</summary>
    public static IReadOnlyList<StorageAccountKey> Make(int count) =>
        [.. Enumerable.Range(1, count).Select(i => new StorageAccountKey(
            string.Create(CultureInfo.InvariantCulture, $"flows{i:D3}"),
            Convert.ToBase64String(RandomNumberGenerator.GetBytes(64))))];
}
