Console.Error.WriteLine($"docs: {args[0]}, out: {args[1]}");
