using System.Globalization;
using System.Text;

namespace HueSoc.Server.Metrics;

/// <summary>Text as Prometheus reads it (exposition format 0.0.4).</summary>
internal sealed class MetricsText
{
    /// <summary>The media type.</summary>
    public const string MediaType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder text = new();

    /// <summary>Adds a value that goes up and down.</summary>
    public void Gauge(string name, string help, double value) => Add(name, "gauge", help, value);

    /// <summary>Adds a value that only rises while the server runs.</summary>
    public void Counter(string name, string help, double value) => Add(name, "counter", help, value);

    /// <inheritdoc/>
    public override string ToString() => text.ToString();

    private void Add(string name, string type, string help, double value) => text.Append(
        CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n{name} {value}\n");
}
