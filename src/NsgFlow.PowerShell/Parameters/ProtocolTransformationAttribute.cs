using System.Management.Automation;

namespace NsgFlow.PowerShell.Parameters;

/// <summary>Takes any IANA number for a protocol, also one without a name, which an enumeration would refuse.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ProtocolTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object value = Unwrap(inputData);
        return value is object[] items ? Array.ConvertAll(items, TransformOne) : TransformOne(value);
    }

    private static object TransformOne(object item)
    {
        object value = Unwrap(item);
        return value switch
        {
            // Nothing is not number 0, and 6.5 is no protocol: PowerShell would round it. The enumeration refuses them.
            null or FlowProtocol or bool or float or double or decimal => value!,
            string { Length: 0 } => value,
            _ => LanguagePrimitives.TryConvertTo(value, out byte number) ? (FlowProtocol)number : value,
        };
    }

    private static object Unwrap(object value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
