import Surveillance
import Testing

@testable import ProtocolReading

/// A protocol as people see it.
@Suite struct ProtocolTextTests {
    @Test func `a row shows every number of its rule`() throws {
        let text = ProtocolText(try ShippedFile.document())
        let rows = Dictionary(uniqueKeysWithValues: text.rows.map { ($0[0], $0) })
        #expect(text.columns.count == 11)
        #expect(
            rows["leptomeningeal"] == [
                "leptomeningeal", "brain-mri, spine-mri", "on", "6w", "6w to 24w, 8w", "7d", "14d", "answered from 14d",
                "soon", "local", "RANO-LM (neuraxis MRI); interval by consensus",
            ])
        #expect(
            rows["metastatic-screening-high-risk"] == [
                "metastatic-screening-high-risk", "brain-mri", "off", "", "4m to 12m", "21d", "21d", "", "advisory",
                "trial",
                "SYMPToM (4-monthly)",
            ])
        #expect(rows["still-equivocal"]?[7] == "2 in a row")
        #expect(rows["first-lumbar-puncture"]?[7] == "14d after resection")
        #expect(text.rows.map { $0[0] } == RuleID.allCases.map(\.rawValue))
        #expect(text.rows.allSatisfy { $0.count == text.columns.count })
    }

    @Test func `lines are aligned and end without spaces`() throws {
        let text = ProtocolText(try ShippedFile.document())
        let lines = text.lines
        #expect(lines.count == text.facts.count + 2 + RuleID.allCases.count)
        #expect(lines.allSatisfy { !$0.hasSuffix(" ") })
        #expect(lines[0] == "protocol                   her2-cns")
        let table = lines.drop { !$0.isEmpty }.dropFirst()
        let header = try #require(table.first)
        for (column, name) in text.columns.enumerated() {
            let start = try #require(header.ranges(of: name).first?.lowerBound)
            let offset = header.distance(from: header.startIndex, to: start)
            for (line, row) in zip(table.dropFirst(), text.rows) where !row[column].isEmpty {
                #expect(line.dropFirst(offset).hasPrefix(row[column]), "\(name): \(line)")
            }
        }
    }

    @Test func `the fingerprint of the shipped protocol stays what it is in stores`() throws {
        let fingerprint = ProtocolFingerprint(of: try ShippedFile.document()).description
        #expect(fingerprint == "2a6349d91a16053a")
    }

    @Test func `the fingerprint changes with every number and with no wording`() throws {
        let lines = try ShippedFile.lines()
        let original = ProtocolFingerprint(of: try ShippedFile.document())
        var changed = 0
        for index in lines.indices where ShippedFile.hasKey(lines[index]) {
            var edited = lines
            edited[index] = try #require(other(lines[index]))
            // Some other values are refused, such as a high_risk_from beyond the factors there are.
            guard
                let document = try? ProtocolReader.read(text: edited.joined(separator: "\n"), file: "p.toml")
            else { continue }
            let isWording = edited[index].hasPrefix("title") || edited[index].hasPrefix("source")
            #expect((ProtocolFingerprint(of: document) == original) == isWording, "\(edited[index])")
            changed += 1
        }
        #expect(changed > 250)
    }

    @Test func `layout and comments do not change the fingerprint`() throws {
        let lines = try ShippedFile.lines().filter { !$0.hasPrefix("#") && !$0.isEmpty }
            .map { $0 == "repeat = \"12m\"" ? "repeat = [{ every = \"12m\" }]" : $0 }
        let document = try ProtocolReader.read(text: lines.joined(separator: "\r\n"), file: "p.toml")
        #expect(ProtocolFingerprint(of: document) == ProtocolFingerprint(of: try ShippedFile.document()))
    }

    /// The line with another value of the same kind.
    private func other(_ line: String) -> String? {
        if line.hasPrefix("source") || line.hasPrefix("title") {
            return String(line.dropLast()) + " x" + String(line.suffix(1))
        }
        for (from, to) in [
            (" = true", " = false"), (" = false", " = true"), ("\"local\"", "\"trial\""), ("\"trial\"", "\"local\""),
            ("\"guideline\"", "\"local\""), ("her2-cns", "her3-cns"), ("2025-01-01", "2025-01-02"),
        ] where line.contains(from) { return line.replacing(from, with: to) }
        if line.hasPrefix("urgency") { return line.contains("soon") ? "urgency = \"urgent\"" : "urgency = \"soon\"" }
        // A list without its first word; that of the items needs them all, in another order.
        if line.hasSuffix("["), line.hasPrefix("items") { return line + " \"mammogram\"," }
        if let list = line.firstMatch(of: #/^(\w+ = \[)"[a-z0-9-]+"(, )?(.*)$/#) { return "\(list.1)\(list.3)" }
        // The last number, one higher.
        guard let end = line.lastIndex(where: \.isNumber) else { return nil }
        let digits = line[...end].reversed().prefix { $0.isNumber }.reversed()
        guard let number = Int(String(digits)) else { return nil }
        let start = line.index(end, offsetBy: 1 - digits.count)
        return "\(line[..<start])\(number + 1)\(line[line.index(after: end)...])"
    }
}
