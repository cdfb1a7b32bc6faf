import Foundation
import Metrics
import TestSupport
import Testing

@Suite("The shipped rules and dashboard")
struct ShippedFileTests {
    private let rules: String
    private let dashboard: String

    init() throws {
        rules = try String(contentsOfFile: Promtool.rules, encoding: .utf8)
        dashboard = try PackageFolder.text(of: "etc/cnswatch/prometheus/cnswatch-dashboard.json")
    }

    private func metrics(in text: String) -> Set<String> {
        Set(text.matches(of: /cnswatch_\w+/).map { String($0.0) })
    }

    @Test func `they use metrics that the service writes, and leave none out`() {
        #expect(!metrics(in: rules).isEmpty && !metrics(in: dashboard).isEmpty)
        #expect(metrics(in: rules).subtracting(MetricsText.names) == [])
        #expect(metrics(in: dashboard).subtracting(MetricsText.names) == [])
        #expect(Set(MetricsText.names).subtracting(metrics(in: dashboard)) == [])
    }

    @Test func `the outcomes that rules ask for are those of deliveries`() {
        let asked = rules.matches(of: /outcome!?="(\w+)"/).map { String($0.1) }
        #expect(!asked.isEmpty)
        #expect(asked.allSatisfy { DeliveryCount.Outcome(rawValue: $0) != nil })
    }

    @Test func `every rule says how bad it is, what is the matter and what to do`() {
        let parts = rules.components(separatedBy: "- alert:").dropFirst()
        #expect(parts.count == 8)
        for part in parts {
            for key in ["expr:", "severity:", "summary:", "description:"] { #expect(part.contains(key), "\(part)") }
        }
    }

    @Test func `the dashboard is a document with a place and a question in every panel`() throws {
        let document = try #require(try JSONSerialization.jsonObject(with: Data(dashboard.utf8)) as? [String: Any])
        let panels = try #require(document["panels"] as? [[String: Any]])
        #expect(panels.count > 15)
        #expect(Set(panels.compactMap { $0["id"] as? Int }).count == panels.count)
        var taken: Set<[Int]> = []
        for panel in panels {
            let place = try #require(panel["gridPos"] as? [String: Int])
            let (x, y) = (try #require(place["x"]), try #require(place["y"]))
            for column in x..<(x + (place["w"] ?? 0)) {
                for row in y..<(y + (place["h"] ?? 0)) {
                    #expect(column < 24)
                    #expect(taken.insert([column, row]).inserted, "\(panel["title"] ?? "") lies over another panel")
                }
            }
            let targets = try #require(panel["targets"] as? [[String: Any]])
            #expect(!targets.isEmpty)
            #expect(targets.allSatisfy { ($0["expr"] as? String)?.contains("cnswatch_") == true })
        }
        let inputs = try #require(document["__inputs"] as? [[String: Any]])
        #expect(inputs.first?["name"] as? String == "DS_PROMETHEUS")
    }

    @Test(.needs(.promtool))
    func `promtool can read every question of the dashboard`() throws {
        let document = try #require(try JSONSerialization.jsonObject(with: Data(dashboard.utf8)) as? [String: Any])
        let panels = try #require(document["panels"] as? [[String: Any]])
        let questions = panels.flatMap { $0["targets"] as? [[String: Any]] ?? [] }.compactMap { $0["expr"] as? String }
        #expect(questions.count >= panels.count)
        // As rules the questions are parsed; the checker would complain of the first that is none.
        let rules = questions.enumerated().map { "      - {record: 'q:\($0)', expr: '\($1)'}" }
        let folder = try TemporaryFolder()
        let lines = ["groups:", "  - name: board", "    rules:"] + rules
        try folder.write("rules.yml", lines.joined(separator: "\n"))
        let checked = try Promtool.run(["check", "rules", folder.file("rules.yml")])
        #expect(checked.status == 0, "\(checked.said)")
    }
}
