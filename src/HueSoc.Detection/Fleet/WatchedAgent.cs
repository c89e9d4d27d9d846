using HueSoc.Fleet.Enrollment;

namespace HueSoc.Detection.Fleet;

/// <summary>An active agent that has reported at least once.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Agency">Its agency.</param>
/// <param name="HostName">Its machine.</param>
/// <param name="Class">What its machine is taken for.</param>
/// <param name="LastSeen">When its last heartbeat came.</param>
public sealed record WatchedAgent(string Id, string Agency, string HostName, DeviceClass Class, DateTimeOffset LastSeen);
