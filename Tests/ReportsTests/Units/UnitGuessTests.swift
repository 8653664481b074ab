import Canvas
import Reports
import Testing

/// A number without its unit is poor, one with a wrong unit is a lie.
@Suite struct UnitGuessTests {
  @Test(arguments: [
    ("up", Unit.none), ("", .none), ("node_memory_MemAvailable_bytes", .bytes),
    ("rate(node_network_receive_bytes_total[5m])", .bytesPerSecond),
    ("sum by (service) (rate(http_requests_total{a=\"x_seconds\"}[5m]))", .requestsPerSecond),
    ("rate(errors_total[5m])", .perSecond),
    ("histogram_quantile(0.99, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))", .seconds),
    ("histogram_quantile(0.5, rate(traces_spanmetrics_latency_bucket[5m]))", .seconds),
    ("histogram_quantile(0.5, rate(http_request_duration_seconds[5m]))", .seconds),
    ("rate(d_seconds_sum[5m]) / rate(d_seconds_count[5m])", .seconds),
    ("sum(rate(http_requests_total{code=~\"5..\"}[5m])) / sum(rate(http_requests_total[5m]))", .ratio),
    ("sum(rate(request_errors_total[5m])) / sum(rate(requests_total[5m]))", .ratio),
    ("1 - sum(rate(x_bucket{le=\"0.5\"}[5m])) / sum(rate(x_count[5m]))", .ratio),
    ("100 * sum(rate(a_total[5m])) / sum(rate(b_total[5m]))", .percent),
    ("sum(rate(a_errors_total[5m])) / sum(rate(a_total[5m])) * 100", .percent),
    ("100 * (1 - node_filesystem_avail_bytes / node_filesystem_size_bytes)", .percent),
    ("rate(process_cpu_seconds_total[5m])", .none), ("count(http_request_size_bytes)", .none),
    ("process_start_time_seconds", .none), ("node_hwmon_temp_celsius", .celsius),
    ("probe_duration_seconds", .seconds), ("rate(x_seconds_count[1m])", .perSecond), ("sum(", .none),
    ("topk(3, probe_duration_seconds > 1)", .seconds), ("probe_duration_seconds * 1000", .milliseconds),
    ("quantile_over_time(0.9, probe_duration_seconds[1h])", .seconds),
    ("label_replace(up_bytes, \"a\", \"b\", \"c\", \"d\")", .bytes),
    // Shares that are already out of a hundred.
    ("100 - 100 * process_open_fds / process_max_fds", .percent), ("max(100 * a_fds / b_fds)", .percent),
    ("avg_over_time((max(100 * a_fds / b_fds))[5m:])", .percent),
    // Like over unlike is no share.
    ("sum(prometheus_http_requests_total) / sum(up)", .none), ("go_memstats_mallocs_total / go_goroutines", .none),
    // Parts of a histogram are counts.
    ("x_seconds_bucket{le=\"0.1\"}", .none), ("sum by (le) (rate(x_request_seconds_bucket[5m]))", .requestsPerSecond),
    // Other than the name says.
    ("process_resident_memory_bytes / 1024 / 1024", .none), ("process_resident_memory_bytes * 8", .none),
    ("sum(rate(http_requests_total[5m])) * 60", .none), ("count(rate(http_requests_total[5m]))", .none),
    ("count_over_time(process_resident_memory_bytes[5m])", .none), ("absent(process_resident_memory_bytes)", .none),
    ("stdvar_over_time(process_resident_memory_bytes[5m])", .none), ("x_bytes > bool 3", .none),
    ("timestamp(x_seconds)", .none), ("a_bytes * b_bytes", .none), ("a_bytes + b_seconds", .none),
  ])
  func guesses(query: String, unit: Unit) { #expect(Unit(guessedFrom: query) == unit) }

  @Test(arguments: [
    ("x_seconds_bucket", Unit.seconds), ("sum(rate(x_seconds_bucket[5m]))", .seconds), ("x_total", .none),
    ("x_seconds_bucket / x_bytes_bucket", .none), ("", .none),
  ])
  func observations(query: String, unit: Unit) { #expect(Unit(observedIn: query) == unit) }
}
