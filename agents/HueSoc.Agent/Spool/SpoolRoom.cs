namespace HueSoc.Agent.Spool;

/// <summary>How much more a spool may take: its own bound and what must stay free on the disk. Used by the appending thread; the bounds may be changed by any.</summary>
internal sealed class SpoolRoom(ISpoolDisk disk, string folder, TimeProvider time, long spoolBytes, long keepFreeBytes)
{
    // The disk is asked after so many bytes, or when so much time has passed and there was too little.
    private const long AskAfterBytes = 1 << 20;
    private static readonly TimeSpan AskAfter = TimeSpan.FromSeconds(1);

    private long _spoolBytes = spoolBytes;
    private long _keepFreeBytes = keepFreeBytes;
    private long _free = -1;
    private long _written;
    private long _asked;

    /// <summary>How many bytes of the bound only positions may use: there is room for them also when there is none for events.</summary>
    public long Reserve => Math.Clamp(SpoolBytes / 16, 16 << 10, 256 << 10);

    /// <summary>The bound of all segments together.</summary>
    public long SpoolBytes => Interlocked.Read(ref _spoolBytes);

    /// <summary>Changes the bounds.</summary>
    public void Change(long spoolBytes, long keepFreeBytes)
    {
        Interlocked.Exchange(ref _spoolBytes, spoolBytes);
        Interlocked.Exchange(ref _keepFreeBytes, keepFreeBytes);
    }

    /// <summary>Bytes were written.</summary>
    public void Wrote(long bytes) => _written += bytes;

    /// <summary>Whether the disk has so many bytes more than must stay free.</summary>
    public bool DiskHas(long bytes)
    {
        long keep = Interlocked.Read(ref _keepFreeBytes);
        bool isEnough = _free - _written - bytes >= keep;
        if (_free < 0 || _written >= AskAfterBytes || (!isEnough && time.GetElapsedTime(_asked) >= AskAfter))
        {
            Ask();
            isEnough = _free - bytes >= keep;
        }

        return isEnough;
    }

    // A disk that does not say how much is free is taken to have room: the write will tell.
    private void Ask()
    {
        _asked = time.GetTimestamp();
        _written = 0;
        try
        {
            _free = disk.FreeBytes(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _free = long.MaxValue / 2;
        }
    }
}
