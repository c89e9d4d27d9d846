using HueSoc.Agent.Running;

namespace HueSoc.Agent;

internal static class Program
{
    private static Task<int> Main(string[] arguments)
    {
        MemoryBounds.BoundNative();
        return Commands.RunAsync(arguments, TimeProvider.System);
    }
}
