using NsgFlow.Shell;

return ShellProgram.Run(args);
