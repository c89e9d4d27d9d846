namespace HueSoc.Events.Evtx;

/// <summary>What a step of a plan writes behind its literal.</summary>
#pragma warning disable MA0048 // The plan and its steps are one thing.
internal enum PlanStepKind : byte
{
    /// <summary>Nothing: the literal is the end.</summary>
    Nothing,

    /// <summary>A value.</summary>
    Value,

    /// <summary>The level as a word.</summary>
    Level,

    /// <summary>The section that a value of XML is.</summary>
    Section,
}

/// <summary>A step of a plan: bytes that are always the same, a literal, and what comes behind them.</summary>
/// <param name="Literal">Where the bytes begin.</param>
/// <param name="Length">How many there are; 0 between two values that stand side by side.</param>
/// <param name="Kind">What comes behind them.</param>
/// <param name="Value">Which value that is.</param>
internal readonly record struct PlanStep(int Literal, int Length, PlanStepKind Kind, int Value);

/// <summary>How the instances of one template with values of the same types are written.</summary>
/// <param name="Types">Where the types begin.</param>
/// <param name="TypeCount">How many there are.</param>
/// <param name="FirstStep">The first step.</param>
/// <param name="StepCount">How many there are; below 0 when there is no plan and the template has to be read each time.</param>
/// <param name="RecordId">Which value is the EventRecordID, for the plan of a whole event.</param>
/// <param name="LiteralCount">How many of the steps have a literal.</param>
/// <param name="Tape">What the plan writes, taken apart; null when that is not known.</param>
/// <param name="Next">The next plan for the same template; -1 when there is none.</param>
internal readonly record struct EventPlan(int Types, int TypeCount, int FirstStep, int StepCount, int RecordId, int LiteralCount, TapePlan? Tape, int Next);
