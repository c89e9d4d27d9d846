using HueSoc.Agent.Running;

namespace HueSoc.Agent.Tests.Running;

public class MemoryBoundsTests
{
    // A collection for another test may take it for old the moment it is made; what is old is cleared away in the sixteenth round.
    [Fact]
    public void Tend_MoreThanAMebibyteAllocatedEachTime_ClearsGarbageAwayInSixteenRounds()
    {
        MemoryBounds bounds = new();
        bounds.Tend();
        WeakReference garbage = Garbage();

        for (int round = 0; round < 16; round++)
        {
            byte[][] allocated = [.. Enumerable.Range(0, 20).Select(_ => new byte[60_000])];
            bounds.Tend().ShouldBeTrue();
            GC.KeepAlive(allocated);
        }

        garbage.IsAlive.ShouldBeFalse();
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference Garbage() => new(new byte[1_000]);
}
