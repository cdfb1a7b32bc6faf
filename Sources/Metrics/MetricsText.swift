/// The service's counts as text for a collector.
///
/// In Prometheus' form it is the whole content of a file for node_exporter's textfile collector: each metric once
/// with its help and type, without timestamps, which the collector refuses, and with a final line end. Equal counts
/// give equal text.
public struct MetricsText: Hashable, Sendable, CustomStringConvertible {
    /// The text, in UTF-8 when written.
    public let description: String

    /// The text of these counts.
    public init(_ metrics: ServiceMetrics, form: MetricsForm = .prometheus) {
        let lines = MetricsText.families(metrics).flatMap { $0.lines(form) }
        let end =
            switch form {
            case .prometheus: [String]()
            case .openMetrics: ["# EOF"]
            }
        description = (lines + end).map { $0 + "\n" }.joined()
    }

    /// The names of all metrics, whether or not they have samples.
    public static var names: [String] {
        families(
            ServiceMetrics(
                version: "", startedAt: 0, writtenAt: 0,
                protocolInForce: ProtocolInForce(id: "", version: "", fingerprint: ""))
        ).map(\.name)
    }

    private static func families(_ metrics: ServiceMetrics) -> [MetricFamily] {
        [
            MetricFamily(
                "cnswatch_build_info", "The version of the service, as a label.", info: ["version": metrics.version]),
            MetricFamily(
                "cnswatch_protocol_info", "The surveillance protocol in force, as labels.",
                info: [
                    "id": metrics.protocolInForce.id, "version": metrics.protocolInForce.version,
                    "fingerprint": metrics.protocolInForce.fingerprint,
                ]),
            MetricFamily("cnswatch_start_timestamp_seconds", "When the service started.", metrics.startedAt),
            MetricFamily("cnswatch_written_timestamp_seconds", "When these metrics were counted.", metrics.writtenAt),
        ] + patients(metrics) + roster(metrics) + alerting(metrics)
    }

    private static func patients(_ metrics: ServiceMetrics) -> [MetricFamily] {
        [
            MetricFamily(
                "cnswatch_patients", .gauge, "Patients by protocol and phase; the sum is all patients.",
                labels: ["protocol", "phase"],
                counts: metrics.patientsByPhase.flatMap { id, phases in phases.map { ([id, $0.key], $0.value) } }),
            MetricFamily(
                "cnswatch_patients_incomplete", "Patients of whom rows of the roster were set aside.",
                metrics.incomplete),
            MetricFamily("cnswatch_patients_absent", "Patients missing from the export.", metrics.absent),
            MetricFamily(
                "cnswatch_items", .gauge, "Items owed, by status and urgency.", labels: ["status", "urgency"],
                counts: metrics.items.map { ([$0.status, $0.urgency], $0.count) }),
            MetricFamily("cnswatch_items_overdue", "Items past their latest date.", metrics.overdue),
            MetricFamily(
                "cnswatch_items_overdue_unowned", "Items past their latest date that nobody has taken on.",
                metrics.overdueUnowned),
        ]
    }

    private static func roster(_ metrics: ServiceMetrics) -> [MetricFamily] {
        [
            MetricFamily(
                "cnswatch_roster_loaded_timestamp_seconds", "When the roster in force was taken.",
                metrics.roster?.loadedAt),
            MetricFamily(
                "cnswatch_roster_exported_timestamp_seconds", "When the files of the roster in force were written.",
                metrics.roster?.exportedAt),
            MetricFamily(
                "cnswatch_roster_age_seconds", "The age of the roster in force when these metrics were counted.",
                metrics.roster.map { max(0, metrics.writtenAt - $0.exportedAt) }),
            MetricFamily(
                "cnswatch_roster_stale", "Whether the roster is missing or older than the limit: 1, else 0.",
                metrics.isStale ? 1 : 0),
            MetricFamily(
                "cnswatch_roster_rejected_rows", "Rows of the roster in force that were set aside.",
                metrics.roster?.rejectedRows),
            MetricFamily(
                "cnswatch_evaluation_timestamp_seconds", "When all patients were last up to date.",
                metrics.evaluatedAt),
            MetricFamily(
                "cnswatch_evaluation_duration_seconds", "How long the last evaluation took.",
                seconds: metrics.evaluationSeconds),
        ]
    }

    private static func alerting(_ metrics: ServiceMetrics) -> [MetricFamily] {
        [
            MetricFamily("cnswatch_alerts_pending", "Alerts decided and not yet handed over.", metrics.alertsPending),
            MetricFamily(
                "cnswatch_alerts_failed", "Alerts given up since a receiver refused them.", metrics.alertsFailed),
            MetricFamily(
                "cnswatch_deliveries_total", .counter, "Attempts to tell a receiver, by outcome.",
                labels: ["receiver", "outcome"],
                counts: metrics.deliveries.map { ([$0.receiver, $0.outcome.rawValue], $0.count) }),
            MetricFamily(
                "cnswatch_messages_waiting",
                "Messages that wait for the end of quiet hours, a digest or another attempt.", metrics.messagesWaiting),
            MetricFamily("cnswatch_next_wake_timestamp_seconds", "When the service wakes next.", metrics.nextWake),
        ]
    }
}

/// The forms in which metrics are written.
public enum MetricsForm: CaseIterable, Hashable, Sendable {
    /// Prometheus' text exposition format, version 0.0.4, which node_exporter's textfile collector reads.
    case prometheus
    /// OpenMetrics 1.0, ended by `# EOF`.
    case openMetrics
}

/// All samples of one metric, with its description.
struct MetricFamily {
    /// How a metric's value behaves.
    enum Kind: String {
        case gauge
        case counter
        /// Always 1; the labels hold the information.
        case info
    }

    /// The largest number of series of a metric; those beyond are added up under `other`.
    static let seriesLimit = 100
    /// The largest number of characters of a label; longer ones are cut.
    static let labelLimit = 64

    let name: String
    let kind: Kind
    let help: String
    private var labels: [String] = []
    /// The value of each combination of labels.
    private var samples: [[String]: String] = [:]

    /// A metric of one number; absent if it is nil.
    init(_ name: String, _ help: String, _ value: Int?) {
        self.init(name, .gauge, help, text: value.map { "\($0)" })
    }

    /// A metric of one number with a fraction.
    init(_ name: String, _ help: String, seconds: Double?) {
        self.init(name, .gauge, help, text: seconds.map { $0.isFinite ? "\($0)" : "NaN" })
    }

    /// A metric that is always 1 and holds its information in its labels.
    init(_ name: String, _ help: String, info: KeyValuePairs<String, String>) {
        self.init(name, .info, help, labels: info.map(\.key), counts: [(info.map(\.value), 1)])
    }

    /// A metric with labels. Counts of equal combinations are added up, as are those beyond the limit.
    init(_ name: String, _ kind: Kind, _ help: String, labels: [String], counts: [([String], Int)]) {
        self.init(name, kind, help, text: nil)
        self.labels = labels
        var sums: [[String]: Int] = [:]
        for (values, count) in counts.sorted(by: { $0.0.lexicographicallyPrecedes($1.0) }) {
            var key = values.map { String($0.prefix(MetricFamily.labelLimit)) }
            // One place is reserved for what is beyond the limit.
            if sums[key] == nil, sums.count >= MetricFamily.seriesLimit - 1 { key = values.map { _ in "other" } }
            let (sum, overflow) = sums[key, default: 0].addingReportingOverflow(count)
            sums[key] = overflow ? Int.max : sum
        }
        samples = sums.mapValues { "\($0)" }
    }

    private init(_ name: String, _ kind: Kind, _ help: String, text: String?) {
        self.name = name
        self.kind = kind
        self.help = help
        if let text { samples[[]] = text }
    }

    /// The lines of the metric; none if it has no sample.
    func lines(_ form: MetricsForm) -> [String] {
        guard !samples.isEmpty else { return [] }
        let sorted = samples.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        let (family, word) = described(in: form)
        return ["# HELP \(family) \(help)", "# TYPE \(family) \(word)"]
            + sorted.map { values, sample in "\(name)\(text(of: values)) \(sample)" }
    }

    /// The name and the kind under which a form describes the metric. OpenMetrics drops from the name the suffix
    /// implied by the kind.
    private func described(in form: MetricsForm) -> (name: String, kind: String) {
        switch (form, kind) {
        case (.prometheus, .info): (name, Kind.gauge.rawValue)
        case (.prometheus, .gauge), (.prometheus, .counter), (.openMetrics, .gauge): (name, kind.rawValue)
        case (.openMetrics, .counter): (name.without(suffix: "_total"), kind.rawValue)
        case (.openMetrics, .info): (name.without(suffix: "_info"), kind.rawValue)
        }
    }

    private func text(of values: [String]) -> String {
        guard !values.isEmpty else { return "" }
        let pairs = zip(labels, values).map { "\($0)=\"\(MetricFamily.escaped($1))\"" }
        return "{" + pairs.joined(separator: ",") + "}"
    }

    private static func escaped(_ value: String) -> String {
        var escaped = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\"": escaped += "\\\""
            case "\n": escaped += "\\n"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}

extension String {
    fileprivate func without(suffix: String) -> String { hasSuffix(suffix) ? String(dropLast(suffix.count)) : self }
}
