using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace HueSoc.Agent.Running;

/// <summary>Runs the agent as a service of Windows.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe class WindowsService
{
    /// <summary>The name that it is installed under, and its event source.</summary>
    public const string Name = "HueSocAgent";

    private const int NotStartedByManager = 1063;

    private static Func<IServiceManager, CancellationToken, Task<int>>? work;
    private static AgentLog? log;
    private static WindowsServiceManager? manager;
    private static int result;

    /// <summary>Connects to the service control manager and works until it says that it is time to stop.</summary>
    /// <param name="run">The work; it is told who to talk to, and gives the exit code.</param>
    /// <param name="output">Where it is said what went wrong.</param>
    /// <param name="problem">Why it could not be: the program was started by somebody else.</param>
    /// <returns>The exit code.</returns>
    public static int Run(Func<IServiceManager, CancellationToken, Task<int>> run, AgentLog output, out string? problem)
    {
        problem = null;
        work = run;
        log = output;
        fixed (char* name = Name)
        {
            nint* table = stackalloc nint[4];
            table[0] = (nint)name;
            table[1] = (nint)(delegate* unmanaged<int, char**, void>)&ServiceMain;
            table[2] = 0;
            table[3] = 0;
            if (ServiceNative.StartServiceCtrlDispatcherW(table))
                return result;
        }

        int error = Marshal.GetLastPInvokeError();
        problem = error == NotStartedByManager
            ? "this is how Windows starts the service; use 'run' to start the agent by hand"
            : $"Windows did not take it for a service (error {error})";
        return 0;
    }

    [UnmanagedCallersOnly]
    private static void ServiceMain(int count, char** arguments)
    {
        nint handle = ServiceNative.RegisterServiceCtrlHandlerExW(Name, &Handle, 0);
        if (handle == 0)
            return;
        using CancellationTokenSource stop = new();
        WindowsServiceManager told = new(report => Say(handle, report), stop.Cancel);
        manager = told;
        told.Starting();
        try
        {
            result = work!(told, stop.Token).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            // Anything else ends the process, which is started again.
            log!.Warn(e.Message);
            result = 3;
        }

        told.Stopped(result);
    }

    [UnmanagedCallersOnly]
    private static int Handle(int control, int type, nint data, nint context) => manager?.Handle((ServiceControl)control) ?? 0;

    private static void Say(nint handle, ServiceReport report)
    {
        int* status = stackalloc int[7] { ServiceNative.OwnProcess, (int)report.State, report.Accepted, report.ExitCode, report.OwnExitCode, report.CheckPoint, report.WaitMilliseconds };
        _ = ServiceNative.SetServiceStatus(handle, status);
    }
}
