using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Academy.Web.Health;

/// <summary>Adds up what the meters measure, as text for Prometheus (exposition format 0.0.4).</summary>
internal sealed class PrometheusPage : IDisposable
{
    private static readonly HashSet<string> Meters = ["Microsoft.AspNetCore.Hosting", Operations.AcademyMeter.Name];

    // Of few values only: each combination is a series.
    private static readonly HashSet<string> Labels = ["http.request.method", "http.response.status_code", "http.route"];

    private static readonly double[] Bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly Lock _door = new();
    private readonly SortedDictionary<string, SortedDictionary<string, Series>> _families = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();

    /// <param name="factory">The application's own: another application in the same process measures for itself.</param>
    public PrometheusPage(IMeterFactory factory)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (Meters.Contains(instrument.Meter.Name) && (instrument.Meter.Scope is null || instrument.Meter.Scope == factory)) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>The page.</summary>
    public string Write()
    {
        var page = new StringBuilder();
        lock (_door)
        {
            foreach (var (name, family) in _families)
            {
                page.Append(CultureInfo.InvariantCulture, $"# TYPE {name} {family.Values.First().Type}\n");
                foreach (var (labels, series) in family) series.Write(page, name, labels);
            }
        }

        return page.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var (type, suffix) = instrument switch
        {
            Histogram<double> or Histogram<long> => ("histogram", instrument.Unit is "s" ? "_seconds" : ""),
            Counter<long> or Counter<double> => ("counter", "_total"),
            _ => ("gauge", ""),
        };
        var name = Plain(instrument.Name) + suffix;
        var labels = LabelsOf(tags);
        lock (_door)
        {
            if (!_families.TryGetValue(name, out var family)) _families[name] = family = new(StringComparer.Ordinal);
            if (!family.TryGetValue(labels, out var series)) family[labels] = series = new Series(type);
            series.Add(value);
        }
    }

    private static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new List<string>();
        foreach (var (key, value) in tags)
        {
            if (Labels.Contains(key)) labels.Add($"{Plain(key)}=\"{Escape(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")}\"");
        }

        labels.Sort(StringComparer.Ordinal);
        return string.Join(',', labels);
    }

    private static string Plain(string name) => name.Replace('.', '_');

    private static string Escape(string value) => value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    /// <summary>One combination of labels.</summary>
    private sealed class Series(string type)
    {
        private readonly long[] _buckets = new long[Bounds.Length];
        private long _count;
        private double _sum;

        public string Type => type;

        public void Add(double value)
        {
            _count++;
            _sum += value;
            for (var i = Bounds.Length - 1; i >= 0 && value <= Bounds[i]; i--) _buckets[i]++;
        }

        public void Write(StringBuilder page, string name, string labels)
        {
            if (type is "histogram")
            {
                var before = labels.Length > 0 ? labels + "," : "";
                for (var i = 0; i < Bounds.Length; i++) page.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{before}le=\"{Bounds[i]}\"}} {_buckets[i]}\n");
                page.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{before}le=\"+Inf\"}} {_count}\n");
                page.Append(CultureInfo.InvariantCulture, $"{name}_sum{{{labels}}} {_sum}\n{name}_count{{{labels}}} {_count}\n");
                return;
            }

            page.Append(CultureInfo.InvariantCulture, $"{name}{{{labels}}} {_sum}\n");
        }
    }
}
