using System.Collections;
using System.Management.Automation;

namespace NsgFlow.PowerShell.Parameters;

/// <summary>Lets a parameter that wants addresses of blobs take the clients that Az.Storage's blobs carry, by their address.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class BlobUriTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value is IEnumerable items and not string
            ? items.Cast<object>().Select(AddressOf).ToArray()
            : AddressOf(inputData);
    }

    private static object AddressOf(object item)
    {
        object? value = item is PSObject wrapped ? wrapped.BaseObject : item;
        return value is null or Uri or string || PSObject.AsPSObject(item).Properties["Uri"]?.Value is not Uri address
            ? value!
            : address;
    }
}
