import Foundation
import Metrics
import TestSupport
import Testing

@Suite("Metrics and rules as Prometheus reads them", .needs(.promtool))
struct PromtoolTests {
    @Test(arguments: [ServiceMetrics.full, .begun])
    func `promtool finds nothing to say of the metrics`(metrics: ServiceMetrics) throws {
        let checked = try Promtool.run(["check", "metrics"], input: MetricsText(metrics).description)
        #expect(checked.status == 0 && checked.said.isEmpty, "\(checked.said)")
    }

    /// Prometheus' own reader of OpenMetrics, which wants a time for each sample and says when the text is none.
    private static func openMetrics(_ text: String) throws -> Int32 {
        let folder = try TemporaryFolder()
        let timed = text.split(separator: "\n").map { $0.hasPrefix("#") ? "\($0)\n" : "\($0) 1795640000\n" }.joined()
        try folder.write("metrics", timed)
        let words = ["tsdb", "create-blocks-from", "openmetrics", folder.file("metrics"), folder.file("blocks")]
        return try Promtool.run(words).status
    }

    @Test(arguments: [ServiceMetrics.full, .begun])
    func `Prometheus reads the metrics as OpenMetrics, and would not read them damaged`(metrics: ServiceMetrics) throws
    {
        let text = MetricsText(metrics, form: .openMetrics).description
        #expect(try Self.openMetrics(text) == 0)
        #expect(try Self.openMetrics(text.replacing("# EOF\n", with: "")) != 0)
        #expect(try Self.openMetrics(text.replacing("cnswatch_build info", with: "cnswatch_build thing")) != 0)
    }

    @Test func `promtool would have something to say`() throws {
        let broken = MetricsText(.full).description.replacing("# TYPE cnswatch_items gauge\n", with: "# TYPE x y\n")
        #expect(try Promtool.run(["check", "metrics"], input: broken).status != 0)
        #expect(
            try Promtool.run(["check", "metrics"], input: String(MetricsText(.full).description.dropLast())).status != 0
        )
    }

    @Test func `promtool accepts the shipped rules`() throws {
        let checked = try Promtool.run(["check", "rules", Promtool.rules])
        #expect(checked.status == 0, "\(checked.said)")
        #expect(checked.said.contains("8 rules found"), "\(checked.said)")
    }

    /// Forty hours of samples, one every five minutes from 1970 on; whether an alert fires after them.
    struct Case: CustomTestStringConvertible {
        let alert: String
        let series: [(String, String)]
        let fires: Bool
        var testDescription: String { "\(alert) \(fires ? "fires" : "is quiet") with \(series.map(\.1))" }
    }

    static let cases: [Case] = [
        Case(
            alert: "CnswatchEmergenciesOpen",
            series: [
                (#"cnswatch_items{status="due",urgency="emergency"}"#, "0x480"),
                (#"cnswatch_items{status="overdue",urgency="emergency"}"#, "1x480"),
            ], fires: true),
        Case(
            alert: "CnswatchEmergenciesOpen",
            series: [(#"cnswatch_items{status="due",urgency="urgent"}"#, "9x480")], fires: false),
        Case(alert: "CnswatchOverdueUnowned", series: [("cnswatch_items_overdue_unowned", "2x480")], fires: true),
        Case(
            alert: "CnswatchOverdueUnowned", series: [("cnswatch_items_overdue_unowned", "2x240 0x3 2x240")],
            fires: false
        ),
        Case(alert: "CnswatchRosterStale", series: [("cnswatch_roster_stale", "1x480")], fires: true),
        Case(alert: "CnswatchRosterStale", series: [("cnswatch_roster_stale", "0x480")], fires: false),
        Case(
            alert: "CnswatchEvaluationLate", series: [("cnswatch_evaluation_timestamp_seconds", "0x480")], fires: true),
        Case(
            alert: "CnswatchEvaluationLate", series: [("cnswatch_evaluation_timestamp_seconds", "0x240 86400x240")],
            fires: false),
        Case(alert: "CnswatchMetricsOld", series: [("cnswatch_written_timestamp_seconds", "0x480")], fires: true),
        Case(
            alert: "CnswatchMetricsOld", series: [("cnswatch_written_timestamp_seconds", "0x240 86400x240")],
            fires: false
        ),
        Case(
            alert: "CnswatchDeliveriesFailing",
            series: [
                (#"cnswatch_deliveries_total{receiver="a",outcome="retried"}"#, "0+1x480"),
                (#"cnswatch_deliveries_total{receiver="a",outcome="delivered"}"#, "5x480"),
            ], fires: true),
        Case(
            alert: "CnswatchDeliveriesFailing",
            series: [
                (#"cnswatch_deliveries_total{receiver="a",outcome="retried"}"#, "0+1x480"),
                (#"cnswatch_deliveries_total{receiver="a",outcome="delivered"}"#, "0+1x480"),
            ], fires: false),
        Case(alert: "CnswatchAlertsGivenUp", series: [("cnswatch_alerts_failed", "1x480")], fires: true),
        Case(alert: "CnswatchAlertsGivenUp", series: [("cnswatch_alerts_failed", "0x480")], fires: false),
        Case(alert: "CnswatchAbsent", series: [], fires: true),
        Case(alert: "CnswatchAbsent", series: [(#"cnswatch_build_info{version="1"}"#, "1x480")], fires: false),
    ]

    @Test(arguments: cases)
    func `a rule fires when it should and at no other time`(tried: Case) throws {
        let folder = try TemporaryFolder()
        // How many alerts of the name are firing, asked as a query, so that their words need not be repeated here.
        let query = #"count(ALERTS{alertname="\#(tried.alert)",alertstate="firing"}) or vector(0)"#
        let test =
            [
                "rule_files: ['\(Promtool.rules)']", "evaluation_interval: 15m", "tests:",
                "  - interval: 5m", "    input_series:" + (tried.series.isEmpty ? " []" : ""),
            ]
            + tried.series.flatMap { ["      - series: '\($0.0)'", "        values: '\($0.1)'"] }
            + [
                "    promql_expr_test:", "      - expr: '\(query)'", "        eval_time: 40h",
                "        exp_samples: [{labels: '{}', value: \(tried.fires ? 1 : 0)}]",
            ]
        try folder.write("test.yml", test.joined(separator: "\n"))
        let outcome = try Promtool.run(["test", "rules", folder.file("test.yml")])
        #expect(outcome.status == 0, "\(outcome.said)")
    }

    @Test func `every shipped rule is tried both ways`() throws {
        let rules = try String(contentsOfFile: Promtool.rules, encoding: .utf8)
        let names = Set(rules.matches(of: /alert: (\w+)/).map { String($0.1) })
        #expect(names == Set(Self.cases.filter(\.fires).map(\.alert)))
        #expect(names == Set(Self.cases.filter { !$0.fires }.map(\.alert)))
    }
}
