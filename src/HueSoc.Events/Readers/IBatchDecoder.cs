namespace HueSoc.Events.Readers;

/// <summary>What is left to do with a batch after it was read; see <see cref="EventBatch.Prepare"/>.</summary>
internal interface IBatchDecoder
{
    /// <summary>Puts the events into the batch.</summary>
    void Decode(EventBatch batch);

    /// <summary>Told that the batch is used again without having been decoded.</summary>
    void Abandon();
}
