import CivilCalendar
import ClinicalModel

/// Invents a roster of clearly synthetic patients with plausible histories: the same numbers always give the same bytes.
///
/// Most patients are up to date, so that a work-list made from it looks like one; from 200 patients on every phase of
/// protocol.md section 4 has some. It judges no history: what is owed is for others to say.
public struct RosterGenerator: Sendable {
    /// How many patients.
    public let patients: Int
    /// What the chances are drawn from.
    public let seed: UInt64
    /// The day on which the roster is exported: only appointments are later.
    public let asOf: CivilDate

    /// A generator of that many patients (none where the number is negative).
    public init(patients: Int, seed: UInt64, asOf: CivilDate) {
        self.patients = max(patients, 0)
        self.seed = seed
        self.asOf = asOf
    }

    /// Writes `patients.csv` in pieces of about 64 KiB; a piece is valid during the call only. Throws what the sink throws.
    public func writePatients<Failure: Error>(
        to sink: (UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        var csv = CSVWriter()
        for name in ["mrn", "family_name", "given_name", "birth_date", "sex", "clinic", "clinician"] { csv.field(name) }
        csv.endRow()
        for number in 0..<patients {
            let person = SyntheticPerson(number: number, seed: seed, asOf: asOf)
            csv.field(person.mrn)
            csv.field(person.familyName)
            csv.field(person.givenName)
            csv.field(person.birthDate)
            csv.field("female")
            csv.field(person.clinic)
            csv.field(person.clinician)
            csv.endRow()
            try csv.flush(to: sink)
        }
        try csv.flush(isLast: true, to: sink)
    }

    /// Writes `events.csv` in pieces of about 64 KiB, about twenty rows a patient; a piece is valid during the call only.
    /// Throws what the sink throws.
    public func writeEvents<Failure: Error>(
        to sink: (UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        let agents = SyntheticAgents()
        var csv = CSVWriter()
        for name in ["mrn", "date", "event", "detail", "result", "site", "count", "size_mm", "value", "note"] {
            csv.field(name)
        }
        csv.endRow()
        for number in 0..<patients {
            let mrn = SyntheticPerson.mrn(number)
            for event in history(ofPatient: number, agents).events { write(event, of: mrn, agents, to: &csv) }
            try csv.flush(to: sink)
        }
        try csv.flush(isLast: true, to: sink)
    }

    func history(ofPatient number: Int, _ agents: SyntheticAgents) -> History {
        var history = History(
            random: SplitMix64(seed: seed, stream: UInt64(number)), asOf: asOf, agents: agents)
        history.tell(Scenario.of(patient: number, seed: seed))
        return history
    }

    private func write(_ event: SyntheticEvent, of mrn: String, _ agents: SyntheticAgents, to csv: inout CSVWriter) {
        let (detail, result) = event.content.words(agents: agents.names)
        var site = event.site.description
        var lesions = LesionDescription.unrecorded
        var value: Int?
        switch event.content {
        case .metastasis(_, let place, let description):
            site = place.rawValue
            lesions = description
        case .brainImaging(_, _, let description):
            lesions = description
        case .biopsy(_, .named(let place)):
            site = place.rawValue
        case .performance(_, let thousandths):
            value = Int(thousandths)
        case .diagnosis, .her2, .hormoneReceptor, .bodyImaging, .leptomeningeal, .csf, .surgery, .radiotherapy, .drug,
            .systemic, .symptom, .visit, .biopsy, .decision, .contraindication, .interval, .appointment, .status:
            break
        }
        csv.field(mrn)
        csv.field(event.date)
        csv.field(event.content.eventName)
        csv.field(detail)
        csv.field(result)
        csv.field(site)
        csv.field(thousandths: lesions.count.map { $0 * 1_000 })
        csv.field(thousandths: lesions.sizeInMicrometres)
        csv.field(thousandths: value)
        csv.field(event.note.description)
        csv.endRow()
    }
}
