using System.Globalization;

namespace HueSoc.Agent.Collectors.WindowsLog;

/// <summary>The codes of errors that the Windows Event Log gives (winerror.h), and what they mean to a collector.</summary>
internal static class Win32Error
{
    /// <summary>No error.</summary>
    public const int None = 0;

    /// <summary>ERROR_ACCESS_DENIED.</summary>
    public const int AccessDenied = 5;

    /// <summary>ERROR_INVALID_PARAMETER.</summary>
    public const int InvalidParameter = 87;

    /// <summary>ERROR_INSUFFICIENT_BUFFER.</summary>
    public const int InsufficientBuffer = 122;

    /// <summary>ERROR_NO_MORE_ITEMS: everything was read.</summary>
    public const int NoMoreItems = 259;

    /// <summary>ERROR_NOT_FOUND: in strict mode, a bookmark whose record is gone.</summary>
    public const int NotFound = 1168;

    /// <summary>ERROR_TIMEOUT: nothing came within the time.</summary>
    public const int Timeout = 1460;

    /// <summary>RPC_S_SERVER_UNAVAILABLE: the Event Log does not run.</summary>
    public const int ServiceUnavailable = 1722;

    /// <summary>RPC_S_INVALID_BOUND: the records of a batch are too much for one call, which is documented nowhere.</summary>
    public const int InvalidBound = 1734;

    /// <summary>ERROR_INVALID_OPERATION: a subscription that gives nothing any more, on a channel that is well.</summary>
    public const int InvalidOperation = 4317;

    /// <summary>ERROR_EVT_INVALID_CHANNEL_PATH.</summary>
    public const int InvalidChannelPath = 15000;

    /// <summary>ERROR_EVT_INVALID_QUERY.</summary>
    public const int InvalidQuery = 15001;

    /// <summary>ERROR_EVT_INVALID_EVENT_DATA: a record that cannot be rendered.</summary>
    public const int InvalidEventData = 15005;

    /// <summary>ERROR_EVT_CHANNEL_NOT_FOUND.</summary>
    public const int ChannelNotFound = 15007;

    /// <summary>ERROR_EVT_MALFORMED_XML_TEXT: of a bookmark.</summary>
    public const int MalformedXml = 15008;

    /// <summary>ERROR_EVT_SUBSCRIPTION_TO_DIRECT_CHANNEL: analytic and debug channels cannot be subscribed to.</summary>
    public const int DirectChannel = 15009;

    /// <summary>ERROR_EVT_QUERY_RESULT_STALE: the log was cleared or rolled over beneath a result.</summary>
    public const int ResultStale = 15011;

    /// <summary>ERROR_EVT_QUERY_RESULT_INVALID_POSITION.</summary>
    public const int ResultInvalidPosition = 15012;

    /// <summary>Whether a bookmark that was refused so is of no use any more.</summary>
    public static bool IsLostPlace(int code) => code is NotFound or ResultStale or ResultInvalidPosition or MalformedXml or InvalidParameter;

    /// <summary>What is wrong, in words with the code.</summary>
    public static string Describe(int code)
    {
        string meaning = code switch
        {
            AccessDenied => "access is denied",
            InvalidParameter => "a parameter is not taken",
            NotFound => "the bookmarked record is not there",
            ServiceUnavailable => "the Event Log service does not answer",
            InvalidBound => "a record is too large to be handed over",
            InvalidChannelPath => "that is no name of a channel",
            InvalidQuery => "the query is not understood",
            ChannelNotFound => "there is no such channel",
            DirectChannel => "analytic and debug channels cannot be subscribed to",
            ResultStale => "the log was cleared or rolled over while it was read",
            _ => "the Event Log refused",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{meaning} (error {code})");
    }
}
