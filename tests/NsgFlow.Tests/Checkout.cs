namespace NsgFlow.Tests;

/// <summary>The source tree that the tests were built in; absent where they run as a published copy.</summary>
internal static class Checkout
{
    public const string SkipReason = "The tests run outside a checkout.";

    public static string? Root { get; } = Find();

    private static string? Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "NsgFlow.PowerShell.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName;
    }
}

/// <summary>A fact about files of the source tree.</summary>
public sealed class CheckoutFactAttribute : FactAttribute
{
    public CheckoutFactAttribute()
    {
        if (Checkout.Root is null)
        {
            Skip = Checkout.SkipReason;
        }
    }
}

/// <summary>A theory about files of the source tree.</summary>
public sealed class CheckoutTheoryAttribute : TheoryAttribute
{
    public CheckoutTheoryAttribute()
    {
        if (Checkout.Root is null)
        {
            Skip = Checkout.SkipReason;
        }
    }
}
