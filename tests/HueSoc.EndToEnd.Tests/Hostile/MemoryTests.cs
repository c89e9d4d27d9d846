using System.Globalization;
using System.IO.Compression;
using HueSoc.EndToEnd.Tests.Serving;
using Xunit.Abstractions;

namespace HueSoc.EndToEnd.Tests.Hostile;

/// <summary>Bodies that want more memory than there is: refused, in bounded memory, and nothing of others is lost.</summary>
public sealed class MemoryTests(ITestOutputHelper output)
{
    private const long Megabyte = 1L << 20;

    [Fact]
    public async Task Body_AGigabyteInAMegabyteOfGzip_IsRefusedInBoundedMemory()
    {
        await using HostileServer server = await HostileServer.StartAsync();
        byte[] bomb = Gzip(stream => Zeros(stream, 1 << 30));
        await server.ShipAsync(HostileServer.Body(("warm", "{}")));
        server.ForgetPeak();
        long before = server.Memory;

        Task<(int Status, int[] Items)>[] bombs = [.. Enumerable.Range(0, 12).Select(_ => server.PostAsync(bomb, "gzip"))];
        await server.ShipAsync(HostileServer.Body(Enumerable.Range(0, 100).Select(i => ($"meanwhile-{i}", "{\"message\":\"meanwhile\"}"))));
        (int Status, int[] Items)[] answers = await Task.WhenAll(bombs);

        long grown = server.PeakMemory - before;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{bomb.Length:N0} bytes; {before / Megabyte} MB before, {grown / Megabyte} MB more at most; answers {string.Join(' ', answers.Select(answer => answer.Status))}"));
        answers.ShouldAllBe(answer => answer.Status == 413 || answer.Status == 429);
        // 384 MB is what all requests together may hold; as much again may wait for the garbage collector.
        grown.ShouldBeLessThan(768 * Megabyte);
        (await server.CountAsync("message:meanwhile")).ShouldBe(100);
    }

    [Fact]
    public async Task Body_AGigabyteInAKilobyteOfGzipTwice_IsRefused()
    {
        await using HostileServer server = await HostileServer.StartAsync();
        byte[] once = Gzip(stream => Zeros(stream, 1 << 30));
        byte[] twice = Gzip(stream => stream.Write(once));
        output.WriteLine($"{twice.Length} bytes");

        (await server.PostAsync(twice, "gzip")).Status.ShouldBe(400);
        (await server.PostAsync(twice, "gzip, gzip")).Status.ShouldBe(415);
        (await server.PostAsync(HostileServer.Body(("after", "{}")))).Items.ShouldBe([201]);
    }

    [Fact]
    public async Task Bodies_OfManyClientsAtOnce_WaitForMemoryAndLoseNothing()
    {
        const int clients = 12;
        const int events = 1_000;
        await using HostileServer server = await HostileServer.StartAsync(
            ("HUESOC_INGEST__MAX_BODY_BYTES", "8388608"), ("HUESOC_INGEST__MAX_BYTES_IN_FLIGHT", "16777216"));
        string filler = new('x', 4_000);
        byte[][] bodies = [.. Enumerable.Range(0, clients).Select(client => HostileServer.Body(
            Enumerable.Range(0, events).Select(i => ($"{client}-{i}", $"{{\"message\":\"big\",\"event\":{{\"code\":\"{client}\"}},\"labels\":{{\"x\":\"{filler}\"}}}}"))))];
        await server.ShipAsync(HostileServer.Body(("warm", "{}")));
        server.ForgetPeak();
        long before = server.Memory;

        int[] waits = await Task.WhenAll(bodies.Select(body => Task.Run(() => server.ShipAsync(body))));

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clients} x {bodies[0].Length:N0} bytes; told to wait {waits.Sum()} times; {before / Megabyte} MB before, {(server.PeakMemory - before) / Megabyte} MB more at most"));
        waits.Sum().ShouldBeGreaterThan(0);
        (await server.CountAsync("message:big")).ShouldBe(clients * events);
        (await server.PostAsync(bodies[0])).Items.ShouldAllBe(item => item == 409);
    }

    private static byte[] Gzip(Action<Stream> write)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Optimal, leaveOpen: true))
            write(gzip);
        return packed.ToArray();
    }

    private static void Zeros(Stream stream, int bytes)
    {
        byte[] zeros = new byte[Megabyte];
        for (int written = 0; written < bytes; written += zeros.Length)
            stream.Write(zeros);
    }
}
