using System.Reflection;

namespace NsgFlow.HelpBuilder.Cmdlets;

/// <summary>
/// Reads the cmdlets of an assembly from its metadata alone: neither the assembly nor PowerShell is ever run, so the
/// build needs no PowerShell and no framework of the module's own version.
/// </summary>
internal static class CmdletReader
{
    private const string Namespace = "System.Management.Automation.";

    /// <param name="file">The cmdlet assembly; those beside it are found by themselves.</param>
    /// <param name="references">Further assemblies it was compiled against, PowerShell's above all.</param>
    public static IReadOnlyList<Cmdlet> Read(string file, IReadOnlyList<string> references)
    {
        using MetadataLoadContext context = new(new PathAssemblyResolver(Resolvable(file, references)));
        return
        [
            .. context.LoadFromAssemblyPath(Path.GetFullPath(file)).GetTypes()
                .Where(type => type is { IsPublic: true, IsAbstract: false })
                .Select(ReadCmdlet)
                .OfType<Cmdlet>()
                .OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<string> Resolvable(string file, IReadOnlyList<string> references)
    {
        // The first of each name wins: what the module ships, what it was compiled on, then the running framework.
        string folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return Directory.EnumerateFiles(folder, "*.dll")
            .Concat(references)
            .Concat(Directory.EnumerateFiles(framework, "*.dll"))
            .DistinctBy(path => Path.GetFileName(path), StringComparer.OrdinalIgnoreCase);
    }

    private static Cmdlet? ReadCmdlet(Type type)
    {
        CustomAttributeData? attribute = Find(type.GetCustomAttributesData(), "CmdletAttribute").FirstOrDefault();
        if (attribute is null)
        {
            return null;
        }

        return new Cmdlet(
            (string)attribute.ConstructorArguments[0].Value!,
            (string)attribute.ConstructorArguments[1].Value!,
            Named<string>(attribute, "DefaultParameterSetName"),
            Named<string>(attribute, "HelpUri"),
            [.. Find(type.GetCustomAttributesData(), "OutputTypeAttribute").SelectMany(OutputTypes).Distinct()],
            [.. ReadParameters(type), .. StandardParameters(attribute)]);
    }

    private static IEnumerable<string> OutputTypes(CustomAttributeData attribute) => attribute.ConstructorArguments
        .SelectMany(argument => argument.Value as IEnumerable<CustomAttributeTypedArgument> ?? [argument])
        .Select(argument => argument.Value is Type type ? TypeNames.Full(type) : (string)argument.Value!);

    private static IEnumerable<Parameter> ReadParameters(Type type)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (Type? declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            foreach (PropertyInfo property in declaring.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            {
                IList<CustomAttributeData> attributes = property.GetCustomAttributesData();
                CustomAttributeData[] parameters = [.. Find(attributes, "ParameterAttribute")];
                if (parameters.Length > 0 && seen.Add(property.Name) && !parameters.All(p => Named<bool>(p, "DontShow")))
                {
                    yield return ReadParameter(property, attributes, parameters);
                }
            }
        }
    }

    private static Parameter ReadParameter(PropertyInfo property, IList<CustomAttributeData> attributes, CustomAttributeData[] parameters)
    {
        Type element = TypeNames.Element(property.PropertyType);
        return new Parameter(
            property.Name,
            TypeNames.Display(property.PropertyType),
            TypeNames.Full(element),
            TypeNames.IsSwitch(property.PropertyType),
            [.. Find(attributes, "AliasAttribute").SelectMany(OutputTypes)],
            AcceptedValues(element, attributes),
            Find(attributes, "SupportsWildcardsAttribute").Any(),
            parameters.ToDictionary(p => Named<string>(p, "ParameterSetName") ?? ParameterUse.EverySet, ReadUse, StringComparer.Ordinal));
    }

    private static ParameterUse ReadUse(CustomAttributeData parameter) => new(
        Named<bool>(parameter, "Mandatory"),
        parameter.NamedArguments.Any(argument => argument.MemberName == "Position") ? Named<int>(parameter, "Position") : null,
        Named<bool>(parameter, "ValueFromPipeline"),
        Named<bool>(parameter, "ValueFromPipelineByPropertyName"),
        Named<bool>(parameter, "ValueFromRemainingArguments"));

    private static string[] AcceptedValues(Type element, IList<CustomAttributeData> attributes)
    {
        CustomAttributeData? set = Find(attributes, "ValidateSetAttribute").FirstOrDefault();
        if (set is not null)
        {
            return [.. OutputTypes(set)];
        }

        return element.IsEnum
            ? [.. element.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.Name)]
            : [];
    }

    private static IEnumerable<Parameter> StandardParameters(CustomAttributeData cmdlet)
    {
        if (Named<bool>(cmdlet, "SupportsShouldProcess"))
        {
            yield return Standard("WhatIf", "wi", "Shows what would happen, and does nothing.");
            yield return Standard("Confirm", "cf", "Asks before anything is changed.");
        }
    }

    private static Parameter Standard(string name, string alias, string text) => new(
        name,
        "SwitchParameter",
        Namespace + "SwitchParameter",
        IsSwitch: true,
        [alias],
        [],
        Wildcards: false,
        new Dictionary<string, ParameterUse> { [ParameterUse.EverySet] = new(false, null, false, false, false) },
        text);

    private static IEnumerable<CustomAttributeData> Find(IEnumerable<CustomAttributeData> attributes, string name) =>
        attributes.Where(attribute => attribute.AttributeType.FullName == Namespace + name);

    private static T? Named<T>(CustomAttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.MemberName == name).TypedValue.Value is T value ? value : default;
}
