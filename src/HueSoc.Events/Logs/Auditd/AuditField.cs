using System.Runtime.InteropServices;

namespace HueSoc.Events.Logs.Auditd;

/// <summary>A field of an audit record: where its name and its decoded value stand in the record's text.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct AuditField
{
    public int KeyStart;
    public int KeyLength;
    public int ValueStart;
    public int ValueLength;

    /// <summary>The value was looked up by auditd (<c>log_format = ENRICHED</c>); its name is in capitals.</summary>
    public bool IsInterpreted;
}
