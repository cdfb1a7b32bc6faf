import ControlInterface

/// A classification in words.
enum ClassificationText {
    static func lines(_ report: ClassificationReport) -> [String] {
        var lines: [String] = []
        if let extent = report.extent {
            var disease = "extent \(extent)"
            if let anatomy = report.anatomy { disease += ", \(anatomy)" }
            if report.large { disease += ", larger than 3 cm" }
            if let site = report.criticalSite { disease += ", in the \(site)" }
            lines.append(disease)
            lines.append("response \(report.response ?? "unknown"); presentation \(report.presentation)")
        } else {
            lines.append("no CNS disease; presentation \(report.presentation)")
        }
        let risk = [
            word(report.young, "young at metastatic disease"), report.visceral ? "lung or liver metastasis" : nil,
            word(report.hormoneReceptorNegative, "ER and PR negative"), word(report.inPeak, "in the peak of CNS risk"),
            word(report.onlyAgentsNotCNSActive, "on agents that are not CNS-active"),
        ].compactMap(\.self)
        lines.append("risk factors: \(risk.isEmpty ? "none" : risk.joined(separator: ", "))")
        if let low = report.gpaLowTenths, let high = report.gpaHighTenths {
            let score = low == high ? tenths(low) : "\(tenths(low)) to \(tenths(high))"
            let missing = report.gpaMissing.isEmpty ? "" : ", for want of \(report.gpaMissing.joined(separator: ", "))"
            lines.append("Breast-GPA \(score)\(missing)")
        }
        if let kps = report.kps { lines.append("KPS \(kps)") }
        return lines
    }

    private static func word(_ holds: Bool?, _ words: String) -> String? {
        switch holds {
        case true: words
        case false: nil
        case nil: "\(words)?"
        }
    }

    private static func tenths(_ value: Int) -> String { "\(value / 10).\(value % 10)" }
}
