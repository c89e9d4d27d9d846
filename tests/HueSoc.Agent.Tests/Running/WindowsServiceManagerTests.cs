using HueSoc.Agent.Running;

namespace HueSoc.Agent.Tests.Running;

public sealed class WindowsServiceManagerTests
{
    private readonly List<ServiceReport> reports = [];
    private readonly WindowsServiceManager manager;
    private int stops;

    public WindowsServiceManagerTests() => manager = new(reports.Add, () => stops++);

    [Fact]
    public void Ready_AfterStarting_RunsAndWantsToBeTold()
    {
        manager.Starting();
        manager.Ready();

        reports.Select(report => report.State).ShouldBe([ServiceState.StartPending, ServiceState.Running]);
        reports[0].WaitMilliseconds.ShouldBe(30_000);
        reports[0].Accepted.ShouldBe(0);
        reports[1].Accepted.ShouldBe(0x105);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(15)]
    public void Handle_WhatEndsIt_StopsItOnceAndSaysSo(int control)
    {
        manager.Starting();
        manager.Ready();

        manager.Handle((ServiceControl)control).ShouldBe(0);
        manager.Handle(ServiceControl.Stop).ShouldBe(0);
        manager.Stopping();
        manager.Stopped(0);

        stops.ShouldBe(1);
        reports.Select(report => report.State).ShouldBe([ServiceState.StartPending, ServiceState.Running, ServiceState.StopPending, ServiceState.Stopped]);
        reports[^1].ShouldBe(new(ServiceState.Stopped, 0, 0, 0, 0, 0));
    }

    [Fact]
    public void Ready_WhenItWasToldToEndMeanwhile_DoesNotSayThatItRuns()
    {
        manager.Starting();
        manager.Handle(ServiceControl.Preshutdown);
        manager.Ready();

        reports[^1].State.ShouldBe(ServiceState.StopPending);
    }

    [Fact]
    public void Stopped_WithAnExitCode_IsAFailureThatRecoveryActionsSee()
    {
        manager.Starting();
        manager.Stopping();
        manager.Stopped(3);

        reports[^1].ShouldBe(new(ServiceState.Stopped, 0, 1066, 3, 0, 0));
    }

    [Fact]
    public void Handle_AQuestion_SaysTheSameAgain()
    {
        manager.Starting();
        manager.Ready();

        manager.Handle(ServiceControl.Interrogate).ShouldBe(0);

        reports[^1].ShouldBe(reports[^2]);
    }

    [Fact]
    public void Handle_AnythingElse_IsNotForIt() => manager.Handle((ServiceControl)2).ShouldBe(120);
}
