using HueSoc.Agent.Collectors;

namespace HueSoc.Agent.Spool;

/// <summary>
/// What one batch did to the sources, held back until it is known whether it was ever finished:
/// a batch was, when another follows it (that is written only after the disk has the one before) or an event of it was acknowledged.
/// In a batch that was not, everything from the first damage on is a torn write and must go, or a position would pass events that are not there.
/// </summary>
internal sealed class BatchReplay(BatchHeader header, Segment segment, long at)
{
    private readonly List<Effect> _effects = [];
    private readonly List<(long At, long Bytes)> _damage = [];
    private int _effectsBeforeDamage = -1;

    /// <summary>Its header.</summary>
    public BatchHeader Header => header;

    /// <summary>Where it is.</summary>
    public Segment Segment => segment;

    /// <summary>Where it ends in its segment, if all of it is there.</summary>
    public long End => at + header.Bytes;

    /// <summary>The ordinal after its last event; set by <see cref="Apply"/>.</summary>
    public long EndOrdinal { get; private set; } = header.FirstOrdinal;

    /// <summary>Takes a frame of the batch.</summary>
    public void Add(ReadOnlySpan<byte> payload, FrameTexts texts)
    {
        if (EventFrame.TryRead(payload, texts, out EventFrame frame))
            _effects.Add(new Effect(new SourceState(frame.Source, frame.Generation, frame.After, default), FrameKind.Event, frame.Index));
        else if (StateFrame.Read(payload, texts) is { } state)
            _effects.Add(new Effect(state, FrameKind.State, -1));
        else if (StateFrame.ReadForget(payload, texts) is { } source)
            _effects.Add(new Effect(new SourceState(source, 0, default, default), FrameKind.Forget, -1));
    }

    /// <summary>Takes note of damage at or behind the batch.</summary>
    public void AddDamage(long damageAt, long bytes)
    {
        _damage.Add((damageAt, bytes));
        if (_effectsBeforeDamage < 0)
            _effectsBeforeDamage = _effects.Count;
    }

    /// <summary>Does to the sources what the batch says.</summary>
    /// <param name="table">The sources.</param>
    /// <param name="isFinished">Whether the batch is known to have been finished.</param>
    /// <param name="damage">Told of damage that is no torn write.</param>
    /// <returns>Where the batch ends.</returns>
    public long Apply(SourceTable table, bool isFinished, SpoolDamage damage)
    {
        bool isTorn = !isFinished && _effectsBeforeDamage >= 0;
        int count = isTorn ? _effectsBeforeDamage : _effects.Count;
        foreach (Effect effect in _effects[..count])
        {
            if (effect.Kind == FrameKind.Event)
            {
                table.Move(effect.State.Source, effect.State.Generation, effect.State.Position);
                EndOrdinal = Math.Max(EndOrdinal, header.FirstOrdinal + effect.Index + 1);
            }
            else if (effect.Kind == FrameKind.State)
            {
                table.Save(effect.State);
            }
            else
            {
                table.Forget(effect.State.Source);
            }
        }

        if (isTorn)
            return Math.Min(_damage[0].At, End);

        foreach ((long damageAt, long bytes) in _damage)
        {
            if (isFinished || damageAt < End)
                damage.Skip(bytes);
        }

        return End;
    }

    private sealed record Effect(SourceState State, FrameKind Kind, long Index);
}
