namespace HueSoc.Fleet.Enrollment;

/// <summary>What a device is to be expected to do: only of some is silence an alert.</summary>
public enum DeviceClass
{
    /// <summary>It is switched off when its user goes home.</summary>
    Workstation,

    /// <summary>A server: it reports at all times.</summary>
    Server,

    /// <summary>Not a server, but it is never switched off (a camera's recorder, a reception desk).</summary>
    AlwaysOn,
}
