using NsgFlow.HelpBuilder;

if (args is not [string docs, string target, string assembly, .. string[] references])
{
    Console.Error.WriteLine("Usage: NsgFlow.HelpBuilder <docs/en-US> <out/en-US> <cmdlet assembly> [<reference assembly> ...]");
    return 2;
}

Problems problems = new();
HelpBuild.Run(docs, target, assembly, references, problems);
problems.WriteTo(Console.Error);
return problems.Any ? 1 : 0;
