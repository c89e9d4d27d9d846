using HueSoc.Events.Normalisers;

namespace HueSoc.Events.Tests.Normalisers;

/// <summary>Bytes that are copied with what is behind them.</summary>
public sealed class ByteSinkTests
{
    [Fact]
    public void WriteFirst_EveryLengthAndEveryRoom_AddsThatManyBytes()
    {
        byte[] all = [.. Enumerable.Range(1, 100).Select(i => (byte)i)];
        for (int length = 0; length <= 70; length++)
        {
            for (int behind = 0; behind <= 100 - length; behind += 15)
            {
                // The bytes begin with 4,096, and grow.
                for (int before = 4096 - 70; before <= 4096; before++)
                {
                    ByteSink sink = new();
                    sink.Write(new byte[before]);

                    sink.WriteFirst(all.AsSpan(0, length + behind), length);
                    sink.Write((byte)0xFF);

                    sink.Length.ShouldBe(before + length + 1);
                    sink.Written[before..^1].SequenceEqual(all.AsSpan(0, length)).ShouldBeTrue();
                    sink.Written[^1].ShouldBe((byte)0xFF);
                }
            }
        }
    }
}
