using System.Management.Automation;
using System.Reflection;
using NsgFlow.PowerShell.Tests.Engine;

namespace NsgFlow.PowerShell.Tests.Isolation;

/// <summary>
/// A package type in a public signature would be one that no other copy of the package can make or take: callers see
/// only their own copy. So what is public is built of the framework, PowerShell and ourselves.
/// </summary>
public sealed class PublicSurfaceTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly HashSet<string> s_frameworkPackages =
    [
        // The framework has them as well, but an older PowerShell takes them from us.
        .. Directory.EnumerateFiles(StagedModule.Bin, "*.dll").Select(file => Path.GetFileNameWithoutExtension(file))
            .Where(name => !name.StartsWith("NsgFlow", StringComparison.Ordinal)),
    ];

    [Fact]
    public void No_package_type_is_in_a_public_signature()
    {
        using EngineSession session = new();
        Assembly[] assemblies = [.. ModuleAssemblies.OursAndAzures().Where(a => a.GetName().Name is "NsgFlow" or "NsgFlow.PowerShell")];

        List<string> found = [];
        int seen = 0;
        foreach (Type type in assemblies.SelectMany(assembly => assembly.GetExportedTypes()))
        {
            foreach ((string place, Type used) in Signature(type))
            {
                seen++;
                if (!IsAllowed(used))
                {
                    found.Add($"{place}: {used.FullName}");
                }
            }
        }

        Assert.True(seen > 100, "The walk saw next to nothing.");
        Assert.Empty(found);
    }

    [Fact]
    public void The_walk_sees_a_type_inside_generics_arrays_parameters_and_attributes()
    {
        IEnumerable<Type> seen = Signature(typeof(Example)).SelectMany(part => Parts(part.Used));

        Assert.Contains(typeof(System.Text.Json.JsonElement), seen);
        Assert.Contains(typeof(System.Text.Json.JsonDocument), seen);
        Assert.Contains(typeof(System.Text.Json.JsonException), seen);
        Assert.False(IsAllowed(typeof(Dictionary<string, System.Text.Json.JsonElement[]>)));
    }

    private static IEnumerable<(string Place, Type Used)> Signature(Type type)
    {
        string name = type.FullName ?? type.Name;
        foreach (Type used in type.GetInterfaces().Append(type.BaseType ?? typeof(object)).Concat(Constraints(type.GetGenericArguments())))
        {
            yield return (name, used);
        }

        foreach (Type used in AttributeTypes(type))
        {
            yield return ($"[attribute] {name}", used);
        }

        foreach (MemberInfo member in type.GetMembers(Declared).Where(IsVisible))
        {
            foreach (Type used in MemberTypes(member).Concat(AttributeTypes(member)))
            {
                yield return ($"{name}.{member.Name}", used);
            }
        }
    }

    private static IEnumerable<Type> MemberTypes(MemberInfo member) => member switch
    {
        FieldInfo field => [field.FieldType],
        PropertyInfo property => [property.PropertyType],
        EventInfo signal => [signal.EventHandlerType!],
        MethodInfo method => Parameters(method).Append(method.ReturnType).Concat(Constraints(method.GetGenericArguments())),
        ConstructorInfo constructor => Parameters(constructor),
        _ => [],
    };

    private static IEnumerable<Type> Parameters(MethodBase method) =>
        method.GetParameters().SelectMany(parameter => AttributeTypes(parameter).Append(parameter.ParameterType));

    private static IEnumerable<Type> Constraints(Type[] arguments) =>
        arguments.Where(argument => argument.IsGenericParameter).SelectMany(argument => argument.GetGenericParameterConstraints());

    private static IEnumerable<Type> AttributeTypes(MemberInfo member) => AttributeTypes(member.GetCustomAttributesData());

    private static IEnumerable<Type> AttributeTypes(ParameterInfo parameter) => AttributeTypes(parameter.GetCustomAttributesData());

    private static IEnumerable<Type> AttributeTypes(IEnumerable<CustomAttributeData> attributes) => attributes
        .Where(attribute => attribute.AttributeType.IsPublic || attribute.AttributeType.IsNestedPublic)
        .SelectMany(attribute => attribute.ConstructorArguments
            .Concat(attribute.NamedArguments.Select(argument => argument.TypedValue))
            .SelectMany(TypesInValue)
            .Append(attribute.AttributeType));

    private static IEnumerable<Type> TypesInValue(CustomAttributeTypedArgument argument) => argument.Value switch
    {
        Type type => [type],
        IReadOnlyCollection<CustomAttributeTypedArgument> items => items.SelectMany(TypesInValue),
        _ => [],
    };

    private static bool IsVisible(MemberInfo member) => member switch
    {
        FieldInfo field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly,
        MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsVisible),
        EventInfo signal => signal.AddMethod is MethodInfo add && IsVisible(add),
        _ => false,
    };

    private static bool IsAllowed(Type type) => Parts(type).All(part =>
    {
        string assembly = part.Assembly.GetName().Name!;
        return part.IsGenericParameter
            || part.Assembly == typeof(PSObject).Assembly
            || assembly == "NsgFlow"
            || assembly.StartsWith("NsgFlow.", StringComparison.Ordinal)
            || (IsFramework(part.Assembly) && !s_frameworkPackages.Contains(assembly));
    });

    private static bool IsFramework(Assembly assembly) =>
        Path.GetDirectoryName(assembly.Location) == Path.GetDirectoryName(typeof(object).Assembly.Location);

    private static IEnumerable<Type> Parts(Type type) => type.HasElementType
        ? Parts(type.GetElementType()!)
        : type.GetGenericArguments().SelectMany(Parts).Append(type.IsGenericType ? type.GetGenericTypeDefinition() : type);

    /// <summary>What the walk must find.</summary>
    [OutputType(typeof(System.Text.Json.JsonException))]
    public sealed class Example
    {
        public IReadOnlyDictionary<string, System.Text.Json.JsonElement[]>? Property { get; init; }

        public static void Method(ref System.Text.Json.JsonDocument document) => document.WriteTo(null!);
    }
}
