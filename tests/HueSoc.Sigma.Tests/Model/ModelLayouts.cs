using System.Collections.Immutable;
using HueSoc.Sigma.Pipelines;
using HueSoc.Sigma.Rules;

namespace HueSoc.Sigma.Tests.Model;

/// <summary>Layouts and a pipeline for random cases: as odd as the real ones, and small.</summary>
internal static class ModelLayouts
{
    private const string Pipeline = """
        name: model
        transformations:
          - {type: add_condition, conditions: {Channel: Sys, EventID: 1}, rule_conditions: [{type: logsource, category: one}]}
          - {type: add_condition, conditions: {Channel: [Sys, Sec], EventID: [1, 2, 11]}, rule_conditions: [{type: logsource, category: several}]}
          - {type: add_condition, conditions: {Channel: SEC}, rule_conditions: [{type: logsource, category: channel}]}
          - {type: set_state, key: any, val: true, rule_conditions: [{type: logsource, category: any}]}
        """;

    /// <summary>Nested under <c>Event</c>, flat with an event id, and anything.</summary>
    public static ImmutableArray<EventLayout> All { get; } =
    [
        new()
        {
            Name = "nested",
            Product = "windows",
            Markers = [["Event.System"], ["Event.EventData.a.b", "Event.EventData.User"]],
            Paths = field => [$"Event.System.{field}", $"Event.EventData.{field}", $"Event.UserData.*.{field}", field],
            TimestampPaths = ["Event.System.Time", "Event.EventData.Data"],
            HostPaths = ["Event.EventData.User"],
            DropsSpacesInKeys = true,
        },
        new()
        {
            Name = "flat",
            Product = "windows",
            Markers = [["EventID"]],
            Paths = field => [field],
            TimestampPaths = ["Data"],
            HostPaths = ["User", "user"],
            RecordPaths = ["a.b"],
            DropsSpacesInKeys = true,
        },
        new() { Name = "any", Paths = field => field == "Hashes" ? ["h", "a.b", "Hashes"] : [field], HostPaths = ["a.b.c"], DropsSpacesInKeys = true },
    ];

    /// <summary>The same, but the last one takes keys as they are.</summary>
    public static ImmutableArray<EventLayout> WithSpaces { get; } = [.. All[..^1], All[^1] with { DropsSpacesInKeys = false }];

    /// <summary>The pipelines of random cases.</summary>
    public static ImmutableArray<ProcessingPipeline> Pipelines { get; } = [Read()];

    private static ProcessingPipeline Read()
    {
        List<RuleProblem> problems = [];
        ProcessingPipeline? pipeline = ProcessingPipeline.Parse("model.yml", Pipeline, problems);
        return pipeline ?? throw new InvalidOperationException(string.Join('\n', problems));
    }
}
