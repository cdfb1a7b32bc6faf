/// The forms in which metrics are written.
public enum MetricsForm: CaseIterable, Hashable, Sendable {
    /// Prometheus' text exposition format, version 0.0.4: what node_exporter's textfile collector reads.
    case prometheus
    /// OpenMetrics 1.0, ended by `# EOF`.
    case openMetrics
}
