/// All samples of one metric, with what it means.
struct MetricFamily {
    /// How a metric moves.
    enum Kind: String {
        case gauge
        case counter
        /// It is always 1 and tells something by its labels.
        case info
    }

    /// More series than this a metric never has; those beyond are added up under `other`.
    static let seriesLimit = 100
    /// A label is cut after so many characters.
    static let labelLimit = 64

    let name: String
    let kind: Kind
    let help: String
    private var labels: [String] = []
    /// The value of each combination of labels.
    private var samples: [[String]: String] = [:]

    /// A metric of one number; absent where there is none to tell.
    init(_ name: String, _ help: String, _ value: Int?) {
        self.init(name, .gauge, help, text: value.map { "\($0)" })
    }

    /// A metric of one number with a fraction.
    init(_ name: String, _ help: String, seconds: Double?) {
        self.init(name, .gauge, help, text: seconds.map { $0.isFinite ? "\($0)" : "NaN" })
    }

    /// A metric that is always 1 and tells something by its labels.
    init(_ name: String, _ help: String, info: KeyValuePairs<String, String>) {
        self.init(name, .info, help, labels: info.map(\.key), counts: [(info.map(\.value), 1)])
    }

    /// A metric with labels. Equal combinations are added up, as are those that are too many.
    init(_ name: String, _ kind: Kind, _ help: String, labels: [String], counts: [([String], Int)]) {
        self.init(name, kind, help, text: nil)
        self.labels = labels
        var sums: [[String]: Int] = [:]
        for (values, count) in counts.sorted(by: { $0.0.lexicographicallyPrecedes($1.0) }) {
            var key = values.map { String($0.prefix(MetricFamily.labelLimit)) }
            // One place is kept for what is beyond the limit.
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

    /// The lines of the metric; none where it has no sample.
    func lines(_ form: MetricsForm) -> [String] {
        guard !samples.isEmpty else { return [] }
        let sorted = samples.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        let (family, word) = described(in: form)
        return ["# HELP \(family) \(help)", "# TYPE \(family) \(word)"]
            + sorted.map { values, sample in "\(name)\(text(of: values)) \(sample)" }
    }

    /// The name and the kind under which a form describes the metric. OpenMetrics takes from the name what the kind says.
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
