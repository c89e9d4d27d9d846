using System.ComponentModel;
using HueSoc.Detection.Signals;
using HueSoc.Server.Events;
using HueSoc.Server.Json;
using HueSoc.Sigma.Rules;
using HueSoc.Storage.EventStore;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace HueSoc.Server.Signals;

/// <summary>Which signals are asked for.</summary>
internal sealed record SignalQuestion(
    [property: Description("Of these rules (ids); may be repeated.")] string[]? Rule,
    [property: FromQuery(Name = "min_level")]
    [property: Description("Of this level or above: informational, low, medium, high or critical.")] string? MinLevel,
    [property: Description("Of this agency (code).")] string? Agency,
    [property: Description("On this machine, as the event writes it.")] string? Host,
    [property: Description("On this event (its key).")] string? Event,
    [property: Description("Of this drill.")] string? Drill,
    [property: Description("Of events that happened at this time or later.")] DateTimeOffset? From,
    [property: Description("Of events that happened before this time.")] DateTimeOffset? To)
{
    /// <summary>Makes a filter of it.</summary>
    /// <returns>What is wrong with it; null when nothing is.</returns>
    public ProblemHttpResult? Read(out SignalFilter filter)
    {
        QueryReader read = new();
        EventKey? key = null;
        if (Event is not null && (key = EventKeyText.Parse(Event)) is null)
            read.Refuse("event is not an event's key.");
        filter = new()
        {
            RuleIds = read.Texts("rule", Rule),
            MinLevel = read.Word<SigmaLevel>("min_level", MinLevel),
            Agency = read.Text("agency", Agency),
            Host = read.Text("host", Host),
            Event = key,
            Drill = read.Text("drill", Drill),
            Range = read.Range(From, To),
        };
        return read.Problem;
    }
}
