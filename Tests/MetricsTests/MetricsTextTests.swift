import Metrics
import TestSupport
import Testing

@Suite("The text of the metrics")
struct MetricsTextTests {
    @Test func `a service with everything to tell says what the golden file holds`() throws {
        let text = MetricsText(.full).description
        try GoldenFile("full.prom").hold(text)
    }

    @Test func `a service that has just started says what the golden file holds`() throws {
        let text = MetricsText(.begun).description
        try GoldenFile("begun.prom").hold(text)
    }

    @Test func `as OpenMetrics it says what the golden file holds`() throws {
        let text = MetricsText(.full, form: .openMetrics).description
        try GoldenFile("full.openmetrics").hold(text)
    }

    @Test func `both forms have the same samples, and OpenMetrics ends in its last line`() {
        func samples(_ text: MetricsText) -> [Substring] {
            text.description.split(separator: "\n").filter { !$0.hasPrefix("#") }
        }
        let open = MetricsText(.full, form: .openMetrics)
        #expect(samples(open) == samples(MetricsText(.full)) && !samples(open).isEmpty)
        #expect(open.description.hasSuffix("\n# EOF\n"))
        #expect(open.description.contains("# TYPE cnswatch_deliveries counter\n"))
        #expect(open.description.contains("# TYPE cnswatch_build info\n"))
        #expect(!MetricsText(.full).description.contains("# EOF"))
    }

    @Test func `every metric has help and type once, before its samples, and no timestamp`() {
        var known: Set<String> = []
        for line in MetricsText(.full).description.split(separator: "\n") {
            let words = line.split(separator: " ")
            if line.hasPrefix("# HELP ") {
                #expect(words.count > 4)
            } else if line.hasPrefix("# TYPE ") {
                #expect(known.insert(String(words[2])).inserted)
                #expect(words[3] == (words[2].hasSuffix("_total") ? "counter" : "gauge"))
            } else {
                #expect(known.contains(String(line.prefix { $0 != "{" && $0 != " " })))
                #expect(line.split(separator: "}").last?.split(separator: " ").count == (line.contains("{") ? 1 : 2))
            }
        }
        #expect(known == Set(MetricsText.names))
        #expect(MetricsText.names.count == known.count)
        #expect(MetricsText(.full).description.hasSuffix("\n"))
        #expect(!MetricsText(.full).description.contains("\n\n"))
    }

    @Test func `the order in which things were counted makes no difference`() {
        var other = ServiceMetrics.full
        other.items.reverse()
        other.deliveries.reverse()
        #expect(MetricsText(other) == MetricsText(.full))
    }

    @Test func `a label is written so that it stays one label`() {
        var metrics = ServiceMetrics.begun
        metrics.deliveries = [DeliveryCount(receiver: "a\\b\"c\nd}", outcome: .delivered, count: 3)]
        #expect(MetricsText(metrics).description.contains(#"{receiver="a\\b\"c\nd}",outcome="delivered"} 3"# + "\n"))
    }

    @Test func `what is counted twice is told once, added up`() {
        var metrics = ServiceMetrics.begun
        metrics.items = [
            ItemCount(status: "due", urgency: "soon", count: 2), ItemCount(status: "due", urgency: "soon", count: 3),
        ]
        let text = MetricsText(metrics).description
        #expect(text.contains("cnswatch_items{status=\"due\",urgency=\"soon\"} 5\n"))
        #expect(text.split(separator: "\n").count { $0.hasPrefix("cnswatch_items{") } == 1)
        metrics.items.append(ItemCount(status: "due", urgency: "soon", count: .max))
        #expect(MetricsText(metrics).description.contains("\(Int.max)\n"))
    }

    @Test func `labels are bounded in number and length, and nothing is lost`() {
        var metrics = ServiceMetrics.begun
        metrics.deliveries = (0..<5_000).map {
            DeliveryCount(receiver: "receiver-\($0)", outcome: .delivered, count: 1)
        }
        metrics.deliveries.append(
            DeliveryCount(receiver: String(repeating: "é", count: 1_000), outcome: .refused, count: 7))
        let lines = MetricsText(metrics).description.split(separator: "\n").filter {
            $0.hasPrefix("cnswatch_deliveries_total{")
        }
        #expect(lines.count == 100)
        #expect(lines.allSatisfy { $0.count < 140 })
        #expect(lines.contains { $0.contains("receiver=\"other\"") })
        #expect(lines.compactMap { $0.split(separator: " ").last.flatMap { Int($0) } }.reduce(0, +) == 5_007)
    }

    @Test func `a roster from the future has no age below nothing`() {
        var metrics = ServiceMetrics.full
        metrics.roster?.exportedAt = metrics.writtenAt + 60
        #expect(MetricsText(metrics).description.contains("cnswatch_roster_age_seconds 0\n"))
    }

    @Test(arguments: [(Double.nan, "NaN"), (.infinity, "NaN"), (0.25, "0.25"), (1e-7, "1e-07")])
    func `a length of time is a number that Prometheus reads`(seconds: Double, text: String) {
        var metrics = ServiceMetrics.begun
        metrics.evaluationSeconds = seconds
        #expect(MetricsText(metrics).description.contains("cnswatch_evaluation_duration_seconds \(text)\n"))
    }
}
