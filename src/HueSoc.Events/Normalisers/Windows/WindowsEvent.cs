using System.Text;
using HueSoc.Events.Normalisers.Ecs;

namespace HueSoc.Events.Normalisers.Windows;

/// <summary>One row of the table: what an event of one id says happened, and where its fields go.</summary>
internal sealed class WindowsEvent
{
    /// <summary>How many different fields of an event's own data a row can name.</summary>
    public const int MostSources = 64;

    private static readonly EcsField ActionField = new("event.action");
    private static readonly EcsField CategoryField = new("event.category");
    private static readonly EcsField TypeField = new("event.type");
    private static readonly EcsField OutcomeField = new("event.outcome");

    private readonly byte[] action;
    private readonly byte[] category;
    private readonly byte[] type;
    private readonly byte[] outcome;
    private readonly Utf8Names sources;
    private readonly (int Source, EcsField Target)[] fields;

    /// <param name="id">The event's id.</param>
    /// <param name="action"><c>event.action</c>.</param>
    /// <param name="category"><c>event.category</c>, several with spaces between; empty for none.</param>
    /// <param name="type"><c>event.type</c>, likewise.</param>
    /// <param name="maps">Where its fields go.</param>
    public WindowsEvent(int id, string action, string category, string type, params FieldMap[] maps)
        : this(id, action, category, type, outcome: string.Empty, maps)
    {
    }

    /// <param name="id">The event's id.</param>
    /// <param name="action"><c>event.action</c>.</param>
    /// <param name="category"><c>event.category</c>, several with spaces between; empty for none.</param>
    /// <param name="type"><c>event.type</c>, likewise.</param>
    /// <param name="outcome"><c>event.outcome</c>: <c>success</c>, <c>failure</c>, or empty for none.</param>
    /// <param name="maps">Where its fields go.</param>
    public WindowsEvent(int id, string action, string category, string type, string outcome, params FieldMap[] maps)
    {
        Id = id;
        this.action = Json(action);
        this.category = List(category);
        this.type = List(type);
        this.outcome = Json(outcome);
        string[] names = [.. maps.SelectMany(map => map.Fields).Select(field => field.Source).Distinct(StringComparer.Ordinal)];
        if (names.Length > MostSources)
            throw new ArgumentException($"event {id} has more than {MostSources} sources", nameof(maps));
        sources = new Utf8Names(names);
        fields = [.. maps.SelectMany(map => map.Fields).Select(field => (Array.IndexOf(names, field.Source), field.Target))];
    }

    /// <summary>The event's id.</summary>
    public int Id { get; }

    /// <summary>What takes more than one field to say; written before the fields.</summary>
    public EventReading? Reading { get; init; }

    /// <summary>Writes what the row says of an event. What has a value keeps it.</summary>
    public void Write(EcsWriter writer, EventValues values)
    {
        writer.Put(ActionField, action);
        writer.Put(CategoryField, category);
        writer.Put(TypeField, type);
        Reading?.Invoke(writer, values);
        writer.Put(OutcomeField, outcome);
        Span<int> places = stackalloc int[sources.Count];
        values.Find(sources, places);
        foreach ((int source, EcsField target) in fields)
            writer.Write(target, places[source]);
    }

    private static byte[] Json(string text) => text.Length == 0 ? [] : Encoding.UTF8.GetBytes($"\"{text}\"");

    private static byte[] List(string words) =>
        words.Length == 0 ? [] : Encoding.UTF8.GetBytes($"[\"{words.Replace(" ", "\",\"", StringComparison.Ordinal)}\"]");
}
