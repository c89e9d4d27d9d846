using HueSoc.Events.Normalisers.Ecs;

namespace HueSoc.Events.Normalisers;

/// <summary>
/// Which fields were added to a document so far, one after the other: a state, from which each further field leads to another. Events of one kind get the
/// same fields in the same order, and how these are to be written depends on nothing else. For one thread.
/// </summary>
internal sealed class AdditionOrder
{
    // Far more than the tables can tell apart in honest events; somebody may leave out any of an event's fields.
    private const int MostStates = 1 << 13;
    private const int MostFields = 256;

    private readonly Count states;
    private readonly AdditionOrder? before;
    private readonly EcsPath? field;
    private readonly List<(EcsPath Field, AdditionOrder Next)> steps = [];
    private EcsPath? lastField;
    private AdditionOrder? lastNext;

    /// <summary>No fields.</summary>
    public AdditionOrder() => states = new();

    private AdditionOrder(AdditionOrder before, EcsPath field)
    {
        this.before = before;
        this.field = field;
        states = before.states;
        Length = before.Length + 1;
    }

    /// <summary>How many fields.</summary>
    public int Length { get; }

    /// <summary>Whether there are so many states that no more are kept.</summary>
    public bool IsFull => states.Number == MostStates;

    /// <summary>The fields.</summary>
    public EcsPath[] Fields()
    {
        EcsPath[] fields = new EcsPath[Length];
        for (AdditionOrder state = this; state.before is not null; state = state.before)
            fields[state.Length - 1] = state.field!;
        return fields;
    }

    /// <summary>With one field more.</summary>
    /// <param name="added">The field.</param>
    /// <returns>The same when the field is among them, or is in one of them, or one of them in it: then it cannot be added. Null when there are so many states that no more are kept.</returns>
    public AdditionOrder? With(EcsPath added) => ReferenceEquals(lastField, added) ? lastNext : Find(added);

    private AdditionOrder? Find(EcsPath added)
    {
        AdditionOrder? next = null;
        foreach ((EcsPath known, AdditionOrder state) in steps)
        {
            if (ReferenceEquals(known, added))
                next = state;
        }

        if (next is null)
        {
            if (states.Number == MostStates || Length == MostFields)
                return null;
            states.Number++;
            next = IsBlocked(added) ? this : new(this, added);
            steps.Add((added, next));
        }

        (lastField, lastNext) = (added, next);
        return next;
    }

    private bool IsBlocked(EcsPath added)
    {
        for (AdditionOrder state = this; state.before is not null; state = state.before)
        {
            if (IsIn(added, state.field!) || IsIn(state.field!, added))
                return true;
        }

        return false;
    }

    private static bool IsIn(EcsPath? path, EcsPath other)
    {
        while (path is not null && !ReferenceEquals(path, other))
            path = path.Parent;
        return path is not null;
    }

    // Shared by all states.
    private sealed class Count
    {
        public int Number { get; set; }
    }
}
