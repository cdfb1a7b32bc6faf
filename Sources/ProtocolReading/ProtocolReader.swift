import CivilCalendar
import LocatedTOML
import Surveillance

/// Reads protocol files: every number there and sane, or a refusal that names each fault with its line.
public enum ProtocolReader {
    /// Reads the protocol file at a path: a regular file of at most 1 MiB of UTF-8.
    ///
    /// - Throws: Every fault of the file; a protocol with any fault is not used in part.
    public static func read(path: String) throws(ProtocolRefusal) -> SurveillanceProtocol {
        do throws(ConfigurationRefusal) {
            return try read(LocatedDocument(path: path))
        } catch {
            throw ProtocolRefusal(error.faults)
        }
    }

    /// Reads a protocol from text, whose faults are reported as those of a file of the given name.
    ///
    /// - Throws: As when reading a file.
    public static func read(text: String, file: String) throws(ProtocolRefusal) -> SurveillanceProtocol {
        try read(bytes: Array(text.utf8), file: file)
    }

    /// Reads a protocol from bytes, whose faults are reported as those of a file of the given name.
    ///
    /// - Throws: As when reading a file.
    public static func read(bytes: [UInt8], file: String) throws(ProtocolRefusal) -> SurveillanceProtocol {
        do throws(ConfigurationRefusal) {
            return try read(LocatedDocument(bytes: bytes, file: file))
        } catch {
            throw ProtocolRefusal(error.faults)
        }
    }

    private static func read(_ document: LocatedDocument) throws(ConfigurationRefusal) -> SurveillanceProtocol {
        let root = document.root
        var surveillance = SurveillanceProtocol()
        surveillance.id = root.identifier("id", example: "her2-cns") ?? ""
        surveillance.version = root.text("version", atMost: 32, example: "1") ?? ""
        surveillance.effective =
            CivilDate(year: 2025, month: 1, day: 1).flatMap { root.date("effective", example: $0) } ?? .earliest
        surveillance.title = root.text("title", atMost: 200, example: "CNS surveillance") ?? ""
        surveillance.phases = root.table("phases").map(phases) ?? .init()
        surveillance.appointmentKeptWithin =
            root.table("appointments")?.interval("kept_within", .kept, example: .days(3)) ?? .none
        surveillance.classification = root.table("classification").map(classification) ?? .init()
        if let rules = root.table("rules") {
            for id in RuleID.allCases {
                guard let table = rules.table(id.rawValue) else { continue }
                surveillance[id] = RuleReader(id: id, table: table).read()
            }
        }
        document.reportUnknownKeys()
        guard document.faults.isEmpty else { throw ConfigurationRefusal(document.faults) }
        return surveillance
    }

    private static func phases(of table: LocatedTable) -> SurveillanceProtocol.PhaseBounds {
        var bounds = SurveillanceProtocol.PhaseBounds()
        let postOperative = table.interval("post_operative_for", .span, example: .days(28))
        let longTerm = table.interval("long_term_from", .until, example: .months(24))
        table.require("long_term_from", longTerm, toExceed: "post_operative_for", postOperative)
        bounds.postOperativeFor = postOperative ?? .none
        bounds.longTermFrom = longTerm ?? .none
        return bounds
    }

    private static func classification(of table: LocatedTable) -> SurveillanceProtocol.ClassificationBounds {
        var bounds = SurveillanceProtocol.ClassificationBounds()
        bounds.largeAboveMillimetres = table.integer("large_above_mm", in: 1...200, example: 30) ?? 0
        bounds.oligometastaticAtMost = table.integer("oligometastatic_at_most", in: 1...100, example: 4) ?? 0
        bounds.favourableNumberAtMost = table.integer("favourable_number_at_most", in: 1...100, example: 3) ?? 0
        bounds.youngBelowAge = table.integer("young_below_age", in: 18...120, example: 50) ?? 0
        bounds.highRiskFrom = table.integer("high_risk_from", in: 1...3, example: 2) ?? 0
        let from = table.interval("peak_from", .due, example: .months(12))
        let until = table.interval("peak_until", .until, example: .months(24))
        table.require("peak_until", until, toExceed: "peak_from", from)
        bounds.peakFrom = from ?? .none
        bounds.peakUntil = until ?? .none
        bounds.presentationWithin = table.interval("presentation_within", .delay, example: .days(28)) ?? .none
        return bounds
    }
}
