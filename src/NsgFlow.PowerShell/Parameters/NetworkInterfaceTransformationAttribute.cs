using System.Management.Automation;
using System.Net.NetworkInformation;

namespace NsgFlow.PowerShell.Parameters;

/// <summary>
/// Lets a parameter that wants MAC addresses take network interfaces of Az.Network by their property of that name.
/// </summary>
/// <remarks>
/// A parameter named MacAddress that binds by property name would take objects that stand for logs as well, and with
/// them choose the wrong parameter set. What is no network interface comes back as it is, for other parameters to take.
/// </remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NetworkInterfaceTransformationAttribute : ArgumentTransformationAttribute
{
    private static readonly string[] s_others = ["FullName", "SourceAddress"];

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        // Flows come by the million; none of our own objects stands for a network interface.
        if (value is null or string or PhysicalAddress or Array || value.GetType().Assembly == typeof(FlowRecord).Assembly)
        {
            return inputData;
        }

        PSMemberInfoCollection<PSPropertyInfo> properties = PSObject.AsPSObject(inputData).Properties;
        if (properties["MacAddress"] is not { } property || Array.Exists(s_others, other => properties[other] is not null))
        {
            return inputData;
        }

        // An interface of a machine that was never started has none yet.
        return MacAddressText.TryNormalize(property.Value?.ToString() ?? string.Empty, out string? mac) ? PhysicalAddress.Parse(mac) : PhysicalAddress.None;
    }
}
