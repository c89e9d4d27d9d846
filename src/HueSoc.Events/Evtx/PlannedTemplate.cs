namespace HueSoc.Events.Evtx;

/// <summary>A template that there are plans for.</summary>
/// <param name="Form">Where its form begins.</param>
/// <param name="FormLength">How long that is.</param>
/// <param name="Plan">Its last plan; -1 when there is none yet.</param>
/// <param name="Recent">The plan that was used last; -1 when there is none yet.</param>
/// <param name="Next">The next template whose form has the same hash; -1 when there is none.</param>
internal readonly record struct PlannedTemplate(int Form, int FormLength, int Plan, int Recent, int Next);
