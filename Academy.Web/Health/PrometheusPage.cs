using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Academy.Web.Health;

/// <summary>Adds up what the meters measure, as text for Prometheus (exposition format 0.0.4).</summary>
/// <remarks>Every request is measured, so taking a measurement builds no text: that waits until somebody asks for the page.</remarks>
internal sealed class PrometheusPage : IDisposable
{
    private static readonly HashSet<string> Meters = ["Microsoft.AspNetCore.Hosting", Operations.AcademyMeter.Name];

    private static readonly double[] Bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly ConcurrentDictionary<(Instrument Instrument, Labels Labels), Series> _series = new();
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
        foreach (var family in _series.ToArray().GroupBy(s => NameOf(s.Key.Instrument), StringComparer.Ordinal).OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            page.Append(CultureInfo.InvariantCulture, $"# TYPE {family.Key} {TypeOf(family.First().Key.Instrument)}\n");
            foreach (var (labels, series) in family.Select(s => (s.Key.Labels.ToString(), s.Value)).OrderBy(s => s.Item1, StringComparer.Ordinal)) series.Write(page, family.Key, labels);
        }

        return page.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _series.GetOrAdd((instrument, Labels.Of(tags)), key => new Series(TypeOf(key.Instrument) is "histogram")).Add(value);

    private static string TypeOf(Instrument instrument) => instrument switch
    {
        Histogram<double> or Histogram<long> => "histogram",
        Counter<long> or Counter<double> => "counter",
        _ => "gauge",
    };

    private static string NameOf(Instrument instrument) => Plain(instrument.Name) + TypeOf(instrument) switch
    {
        "histogram" => instrument.Unit is "s" ? "_seconds" : "",
        "counter" => "_total",
        _ => "",
    };

    private static string Plain(string name) => name.Replace('.', '_');

    /// <summary>Labels of few values only: each combination is a series.</summary>
    private readonly record struct Labels(object? Method, object? Route, object? Status)
    {
        public static Labels Of(ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var labels = default(Labels);
            foreach (var (key, value) in tags)
            {
                labels = key switch
                {
                    "http.request.method" => labels with { Method = value },
                    "http.route" => labels with { Route = value },
                    "http.response.status_code" => labels with { Status = value },
                    _ => labels,
                };
            }

            return labels;
        }

        public override string ToString() => string.Join(
            ',',
            new[] { ("http_request_method", Method), ("http_response_status_code", Status), ("http_route", Route) }
                .Where(label => label.Item2 is not null).Select(label => $"{label.Item1}=\"{Escape(Convert.ToString(label.Item2, CultureInfo.InvariantCulture) ?? "")}\""));

        private static string Escape(string value) => value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
    }

    /// <summary>One combination of labels.</summary>
    private sealed class Series(bool isHistogram)
    {
        private readonly Lock _door = new();
        private readonly long[] _buckets = new long[Bounds.Length];
        private long _count;
        private double _sum;

        public void Add(double value)
        {
            lock (_door)
            {
                _count++;
                _sum += value;
                for (var i = Bounds.Length - 1; isHistogram && i >= 0 && value <= Bounds[i]; i--) _buckets[i]++;
            }
        }

        public void Write(StringBuilder page, string name, string labels)
        {
            lock (_door)
            {
                if (isHistogram)
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
}
