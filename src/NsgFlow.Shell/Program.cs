Console.WriteLine("nsgflow");
