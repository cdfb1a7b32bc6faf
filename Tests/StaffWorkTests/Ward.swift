import CSVReading
import CivilCalendar
import ClinicalModel
import ProtocolReading
import RosterModel
import StaffWork
import Surveillance
import TestSupport

/// One patient and what staff do for her, on days that the test names.
///
/// She is metastatic since 2025-11-01; her first brain MRI is owed between 2025-11-01 and 2025-12-13, due on 2025-11-29.
struct Ward {
    static let anna = StaffMember(uid: 1_001, name: "anna")
    static let berta = StaffMember(uid: 1_002, name: "berta")
    static let metastatic = ["2025-11-01,diagnosis,breast-cancer,metastatic", "2025-11-01,biomarker,her2,3+"]

    var rows: [String]
    var acts: [Act] = []
    var limits = LeaseLimits.standard
    let protocols: ProtocolSet

    init(_ rows: [String] = []) throws {
        self.rows = Ward.metastatic + rows
        protocols = try ProtocolReader.read(paths: [PackageFolder.protocolFile])
    }

    var workflow: Workflow { Workflow(acts) }

    func day(_ text: String) throws -> CivilDate {
        guard let day = CivilDate(text) else { throw Unusable(text: text) }
        return day
    }

    func exported() throws -> PatientRecord {
        let header = "mrn,date,event,detail,result,site,count,size_mm,value\n"
        let lines = rows.map { "M,\($0)" + String(repeating: ",", count: 7 - $0.filter { $0 == "," }.count) + "\n" }
        let reading = try CSVReader().read(
            patientsCSV: Array("mrn,birth_date\nM,1970-01-01\n".utf8), eventsCSV: Array((header + lines.joined()).utf8))
        guard reading.totals.rejectedRows == 0 else { throw Unusable(text: "\(reading.faults)") }
        return reading.roster.record(at: 0)
    }

    func event(_ row: String) throws -> Event {
        let fields = (row + ",,,,,,,").split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        let parsed = try EventVocabulary().parse(
            EventWords(
                date: fields[0], event: fields[1], detail: fields[2], result: fields[3], site: fields[4],
                count: fields[5], size: fields[6], value: fields[7]))
        return Event(date: parsed.date, content: parsed.content, row: Event.row(ofAct: Int64(acts.count + 1)))
    }

    func validator(on today: String) throws -> ActValidator {
        ActValidator(
            exported: try exported(), places: .lines, workflow: workflow, protocols: protocols,
            today: try day(today), limits: limits)
    }

    func plan(on today: String) throws -> WorkedPlan {
        WorkedPlan(for: try exported(), workflow, protocols: protocols, asOf: try day(today))
    }

    /// Has a command validated and does what it comes to.
    @discardableResult
    mutating func act(
        _ command: ActCommand<Event>, on today: String, by who: StaffMember = Ward.anna
    ) throws -> ActPreview {
        let preview = try validator(on: today).preview(of: command, by: who)
        acts.append(Act(id: Int64(acts.count + 1), at: 0, day: try day(today), who: who, content: preview.content))
        return preview
    }

    @discardableResult
    mutating func record(_ row: String, on today: String, by who: StaffMember = Ward.anna) throws -> ActPreview {
        try act(.record(try event(row), note: ""), on: today, by: who)
    }

    /// How an item stands on a day: its dates and what holds it.
    func stands(_ item: Item = .brainMRI, on today: String) throws -> String {
        let worked = try plan(on: today)
        guard let owed = worked.plan.items.first(where: { $0.item == item }) else { return "not owed" }
        return "\(owed.rule.rawValue) \(owed.due): \(worked.hold(of: owed.followUp).words)"
    }

    func refusal(
        _ command: ActCommand<Event>, on today: String, by who: StaffMember = Ward.anna
    ) throws -> ActRefusal? {
        let validator = try validator(on: today)
        do throws(ActRefusal) {
            _ = try validator.preview(of: command, by: who)
            return nil
        } catch {
            return error
        }
    }

    struct Unusable: Error {
        let text: String
    }
}
