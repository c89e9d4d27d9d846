using System.ComponentModel;
using HueSoc.Detection.Alerts;
using HueSoc.Server.Json;
using HueSoc.Sigma.Rules;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HueSoc.Server.Alerts;

/// <summary>Which alerts are asked for.</summary>
internal sealed record AlertQuestion(
    [property: Description("In one of these states: new, acknowledged, in_progress or closed; may be repeated.")] string[]? State,
    [property: Description("Of one of these levels: low, medium, high or critical; may be repeated.")] string[]? Level,
    [property: Description("Of one of these rules (ids); may be repeated.")] string[]? Rule,
    [property: Description("Given to this person; empty for those given to nobody.")] string? Assignee,
    [property: Description("Of this agency (code).")] string? Agency,
    [property: Description("On this machine.")] string? Host,
    [property: Description("With this tag.")] string? Tag,
    [property: Description("Of this drill; empty for those outside drills.")] string? Drill,
    [property: Description("With this text in title, machine, rule id or what its events have in common.")] string? Text,
    [property: Description("With an event that happened at this time or later.")] DateTimeOffset? From,
    [property: Description("With an event that happened before this time.")] DateTimeOffset? To,
    [property: Description("Whether hidden ones are listed too.")] bool? Hidden)
{
    /// <summary>Makes a filter of it.</summary>
    /// <returns>What is wrong with it; null when nothing is.</returns>
    public ProblemHttpResult? Read(out AlertFilter filter)
    {
        QueryReader read = new();
        filter = new()
        {
            States = read.WordsOf<AlertState>("state", State),
            Levels = read.WordsOf<SigmaLevel>("level", Level),
            RuleIds = read.Texts("rule", Rule),
            Assignee = read.Text("assignee", Assignee),
            Agency = read.Text("agency", Agency),
            Host = read.Text("host", Host),
            Tag = read.Text("tag", Tag),
            Drill = read.Text("drill", Drill),
            Text = read.Text("text", Text),
            Range = read.Range(From, To),
            WithHidden = Hidden ?? false,
        };
        return read.Problem;
    }
}
