using System.Management.Automation;
using NsgFlow.PowerShell.Errors;
using NsgFlow.PowerShell.Storage;

namespace NsgFlow.PowerShell.Parameters;

/// <summary>Lets a parameter that wants a context of ours take one of Az.Storage too, by the names of its properties.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class StorageContextTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value is null or FlowStorageContext
            ? value!
            : ForeignContext.Read(PSObject.AsPSObject(inputData))
                ?? throw new ArgumentTransformationMetadataException(ErrorFactory.Format("NoStorageContext", value.GetType().FullName));
    }
}
