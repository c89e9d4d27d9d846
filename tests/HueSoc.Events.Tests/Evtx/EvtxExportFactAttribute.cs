using HueSoc.Tests.Corpus;

namespace HueSoc.Events.Tests.Evtx;

/// <summary>A fact that needs evtxexport of libevtx-utils and the attack samples; skipped by name without them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class EvtxExportFactAttribute : FactAttribute
{
    public const string Program = "/usr/bin/evtxexport";

    public EvtxExportFactAttribute()
    {
        if (!File.Exists(Program))
            Skip = "needs evtxexport (Debian's libevtx-utils)";
        else if (!CorpusPaths.Has(AttackSamples.Archive))
            Skip = $"needs ../shared/{AttackSamples.Archive}";
    }
}
