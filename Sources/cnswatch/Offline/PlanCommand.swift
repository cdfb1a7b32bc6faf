import ArgumentParser
import CivilCalendar
import ClinicalModel
import ControlInterface
import JSONText
import ParallelMap
import RosterModel
import Surveillance
import Terminal
import WireMapping

/// `cnswatch plan`: what every patient on a roster is owed.
struct PlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Work out what every patient of a roster folder is owed, without a service.",
        usage: "cnswatch plan ROSTER [--as-of DATE] [--protocol FILE] [OPTION ...]",
        discussion: """
            ROSTER is a folder with patients.csv and events.csv, or with FHIR (*.ndjson, *.json). With -o ndjson there is one line a patient, in the order \
            of the roster; the service gives the same items for the same roster and day.

            In csv, a text that a spreadsheet would run as a formula stands behind an apostrophe.
            """)

    @Argument(help: "The roster folder.") var roster: String
    @OptionGroup var options: OfflineOptions
    @OptionGroup var codes: CodesOption
    @OptionGroup var mapping: MappingOption
    @Option(name: .shortAndLong, help: "The format.") var output: OutputFormat = .table

    func run() throws {
        try Failure.reporting {
            let protocols = try options.protocols()
            let roster = try OfflineOptions.roster(roster, codes, by: mapping.mapping()).roster
            let plans = RosterPlans(roster: roster, protocols: protocols, asOf: options.day)
            // Progress would overwrite rows on the same terminal; a table comes at the end, as a whole.
            var bar = ProgressBar(isWanted: output == .table || !StandardOutput.isTerminal)
            defer { bar.end() }
            let total = roster.patients.count
            let progress = { (done: Int) in
                bar.show("planned \(done) of \(Pluralised(total, "patient"))", done: done, of: total)
            }
            switch output {
            case .table:
                let table = try table(plans, progress)
                bar.end()
                try write(table, of: plans)
            case .csv: try writeCSV(plans, progress)
            case .ndjson: try writeLines(plans, progress)
            case .json: try writeDocument(plans, options.reference(protocols), progress)
            }
        }
    }

    private func writeLines(_ plans: RosterPlans, _ progress: (Int) -> Void) throws {
        try plans.forEachPiece(progress: progress) { (plan, patient, writer: inout JSONWriter) in
            PatientReport(plan, mrn: patient.mrn).write(to: &writer)
            writer.appendSeparator(UInt8(ascii: "\n"))
        } write: { piece, _ in
            try StandardOutput.bytes(piece)
        }
    }

    private func writeDocument(_ plans: RosterPlans, _ reference: ProtocolReference, _ progress: (Int) -> Void) throws {
        var header = JSONWriter()
        reference.write(to: &header)
        try StandardOutput.bytes(Array("{\"schemaVersion\":1,\"asOf\":\"\(options.day)\",\"protocol\":".utf8))
        try StandardOutput.bytes(header.takeBytes())
        try StandardOutput.bytes(Array(",\"patients\":[".utf8))
        try plans.forEachPiece(progress: progress) { (plan, patient, writer: inout JSONWriter) in
            if writer.count > 0 { writer.appendSeparator(UInt8(ascii: ",")) }
            PatientReport(plan, mrn: patient.mrn).write(to: &writer)
        } write: { piece, isFirst in
            if !isFirst { try StandardOutput.bytes([UInt8(ascii: ",")]) }
            try StandardOutput.bytes(piece)
        }
        try StandardOutput.line("]}")
    }

    private func writeCSV(_ plans: RosterPlans, _ progress: (Int) -> Void) throws {
        try StandardOutput.line(CSVText.row(PatientColumns.names))
        try plans.forEach(progress: progress) { plan, patient in
            let report = PatientReport(plan, mrn: patient.mrn)
            for row in PatientColumns.rows(report.mrn, report.phase, report.protocolID, report.incomplete, report.items)
            {
                try StandardOutput.line(CSVText.row(row))
            }
        }
    }

    private func table(_ plans: RosterPlans, _ progress: (Int) -> Void) throws -> (lines: [String], owed: Int) {
        var table = TextTable(
            ["MRN", "PHASE", "ITEM", "STATUS", "DUE", "LATEST", "LATE", "URGENCY", "RULE", "REMARKS"],
            colours: .standard)
        var owed = 0
        try plans.forEach(progress: progress) { plan, patient in
            let report = PatientReport(plan, mrn: patient.mrn)
            owed += report.items.count
            let incomplete = report.incomplete ? "incomplete data" : ""
            if report.items.isEmpty {
                table.add([report.mrn, report.phase, "nothing owed", "", "", "", "", "", "", incomplete])
            }
            for item in report.items {
                let remarks = [ItemColumns.remarks(item), incomplete].filter { !$0.isEmpty }.joined(separator: ", ")
                table.add(
                    [
                        report.mrn, report.phase, item.item, item.status, item.due, item.latest,
                        ItemColumns.lateness(item.daysLate), item.urgency, item.rule, remarks,
                    ], urgency: item.urgency)
            }
        }
        return (table.lines, owed)
    }

    private func write(_ table: (lines: [String], owed: Int), of plans: RosterPlans) throws {
        for line in table.lines { try StandardOutput.line(line) }
        try StandardOutput.flush()
        StandardError.say(
            "\(Pluralised(plans.roster.patients.count, "patient").with("is", "are")) owed \(Pluralised(table.owed, "item")) "
                + "as of \(options.day).")
    }
}

/// The plans of a whole roster, in its order; rendered in pieces on all processors.
struct RosterPlans: Sendable {
    let roster: Roster
    let protocols: ProtocolSet
    let asOf: CivilDate

    private static let patientsAPiece = 128
    // Enough for most plans; a piece that needs more grows its buffer.
    private static let bytesAPatient = 640

    /// Calls body for each plan, in order; calls `progress` with the number of patients done.
    func forEach(
        progress: (Int) -> Void = { _ in }, _ body: (PatientPlan, Patient) throws -> Void
    ) throws {
        for index in roster.patients.indices {
            if index % RosterPlans.patientsAPiece == 0 { progress(index) }
            let record = roster.record(at: index)
            try body(PatientPlan(for: record, protocols, asOf: asOf), record.patient)
        }
    }

    /// Renders the plans in pieces of many patients, on all processors, and hands over the pieces in order; calls
    /// `progress` with the number of patients done.
    func forEachPiece(
        progress: (Int) -> Void = { _ in },
        render: @Sendable (PatientPlan, Patient, inout JSONWriter) -> Void,
        write: (_ piece: [UInt8], _ isFirst: Bool) throws -> Void
    ) throws {
        let count = roster.patients.count
        let pieces = (count + RosterPlans.patientsAPiece - 1) / RosterPlans.patientsAPiece
        try parallelMap(pieces) { piece in
            let first = piece * RosterPlans.patientsAPiece
            var writer = JSONWriter()
            writer.reserve(RosterPlans.patientsAPiece * RosterPlans.bytesAPatient)
            for index in first..<min(first + RosterPlans.patientsAPiece, count) {
                let record = roster.record(at: index)
                render(PatientPlan(for: record, protocols, asOf: asOf), record.patient, &writer)
            }
            return writer.takeBytes()
        } take: { (piece, bytes) throws in
            try write(bytes, piece == 0)
            progress(min((piece + 1) * RosterPlans.patientsAPiece, count))
        }
    }
}

/// What one patient is owed: a line of `cnswatch plan -o ndjson`.
struct PatientReport: JSONWritable {
    /// Medical record number.
    let mrn: String
    /// The patient's phase.
    let phase: String
    /// The protocol by which it is planned.
    let protocolID: String
    /// Whether rows of the patient were set aside.
    let incomplete: Bool
    /// The owed items, by due date, then by name.
    let items: [ItemReport]

    init(_ plan: borrowing PatientPlan, mrn: String) {
        self.mrn = mrn
        phase = plan.phase.rawValue
        protocolID = plan.assessment.protocolID
        incomplete = plan.isIncomplete
        items = plan.items.map { ItemReport($0.followUp, asOf: plan.assessment.facts.asOf) }
    }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("mrn", mrn)
        writer.member("phase", phase)
        writer.member("protocol", protocolID)
        writer.member("incomplete", incomplete)
        writer.member("items", items)
        writer.endObject()
    }
}
