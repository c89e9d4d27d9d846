using HueSoc.Agent.Running;

namespace HueSoc.Agent.Tests.Running;

public class MemoryBoundsTests
{
    [Fact]
    public void Tend_MoreThanAMebibyteAllocated_ClearsGarbageAway()
    {
        MemoryBounds bounds = new();
        bounds.Tend();
        WeakReference garbage = Garbage();
        byte[][] kept = [.. Enumerable.Range(0, 20).Select(_ => new byte[60_000])];

        bounds.Tend().ShouldBeTrue();

        garbage.IsAlive.ShouldBeFalse();
        GC.KeepAlive(kept);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference Garbage() => new(new byte[1_000]);
}
