using HueSoc.Storage.Control;
using HueSoc.Storage.Control.Audit;
using HueSoc.Storage.Tests.EventStore;

namespace HueSoc.Storage.Tests.Run;

/// <summary>What the test assembly does when it is started as a program of its own: be the process that is killed.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["hold-server", string folder]:
                await using (ControlDatabase database = ControlDatabase.Open(folder, ControlRole.Server))
                {
                    await Console.Out.WriteLineAsync("ready");
                    await Console.In.ReadToEndAsync();
                }

                return 0;
            case ["write-acts", string folder]:
                await using (ControlDatabase database = ControlDatabase.Open(folder, ControlRole.Administration))
                {
                    AuditLog audit = new(database, TimeProvider.System);
                    for (int i = 0; ; i++)
                    {
                        AuditHead head = await audit.RecordAsync(new("child", ActorKind.Console), "test.act", $"act:{i}", AuditDetails.None, string.Empty, default);
                        await Console.Out.WriteLineAsync(head.ToString());
                        await Console.Out.FlushAsync();
                    }
                }

            case ["append", string folder, string first]:
                return await AppendingChild.RunAsync(folder, int.Parse(first), dieBetweenFiles: false);
            case ["append-and-die-between-files", string folder, string first]:
                return await AppendingChild.RunAsync(folder, int.Parse(first), dieBetweenFiles: true);
            default:
                await Console.Error.WriteLineAsync("these are tests; run them with dotnet test");
                return 2;
        }
    }
}
