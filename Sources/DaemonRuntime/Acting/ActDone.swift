import ClinicalModel
import Reporting
import StaffWork
import WatchStore

/// An act that was done, or tried out.
struct ActDone: Sendable {
    /// The record number of the patient.
    let mrn: String
    /// Who the patient is, so that whoever acts sees for whom.
    let person: String
    /// The act's number; nil where it was only tried out.
    let act: Int64?
    /// What it comes to.
    let verdict: ActVerdict
    /// Where the export's record stands that a recorded event merged with, or that contradicts it.
    let exported: EventPlace?
    /// What is accepted as written and yet doubtful.
    let warnings: [String]
    /// What was done, in words.
    let words: String

    init(_ judged: JudgedAct, act: Int64?) {
        let patient = judged.patient.patient
        mrn = patient.mrn
        person = [patient.familyName, patient.givenName, patient.birthDate.map { "born \($0)" } ?? ""]
            .filter { !$0.isEmpty }.joined(separator: ", ")
        self.act = act
        verdict = judged.verdict
        exported = judged.verdict.standing?.place(judged.patient.places)
        warnings = judged.warnings + judged.verdict.warnings
        words = judged.verdict.deed.words(agents: judged.agents)
    }
}
