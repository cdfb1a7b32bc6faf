import CivilCalendar
import ClinicalModel

/// Invents a roster of clearly synthetic patients with plausible histories: the same arguments always give the same
/// bytes.
///
/// They look like those of a clinic that follows its patients: most are up to date, a share is late as `Adherence` says,
/// new findings are treated within weeks, and a few records contradict themselves. From 200 patients on every phase of
/// protocol.md section 4 occurs. It does not judge histories: it does not decide what is owed.
public struct RosterGenerator: Sendable {
    /// The number of patients.
    public let patients: Int
    /// The seed of the random numbers.
    public let seed: UInt64
    /// The day of the export: only appointments are later.
    public let asOf: CivilDate

    /// A generator of a number of patients; none if the number is negative.
    public init(patients: Int, seed: UInt64, asOf: CivilDate) {
        self.patients = max(patients, 0)
        self.seed = seed
        self.asOf = asOf
    }

    /// Writes `patients.csv` in pieces of about 64 KiB; a piece is valid only during the call. Throws what the sink
    /// throws.
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
            csv.field(SyntheticPerson.isMale(number, seed: seed) ? "male" : "female")
            csv.field(person.clinic)
            csv.field(person.clinician)
            csv.endRow()
            try csv.flush(to: sink)
        }
        try csv.flush(isLast: true, to: sink)
    }

    /// Writes `events.csv` in pieces of about 64 KiB, about twenty rows a patient; a piece is valid only during the
    /// call. Throws what the sink throws.
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
            for event in history(ofPatient: number, agents).events { write(event, of: mrn, to: &csv) }
            try csv.flush(to: sink)
        }
        try csv.flush(isLast: true, to: sink)
    }

    func history(ofPatient number: Int, _ agents: SyntheticAgents) -> History {
        var history = History(
            random: SplitMix64(seed: seed, stream: UInt64(number)), asOf: asOf, agents: agents,
            isMale: SyntheticPerson.isMale(number, seed: seed))
        history.tell(Scenario.of(patient: number, seed: seed))
        return history
    }

    private func write(_ event: SyntheticEvent, of mrn: String, to csv: inout CSVWriter) {
        let (detail, result) = event.content.words
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

/// CSV rows collected in a buffer and passed on in pieces, so that memory does not grow with the file.
struct CSVWriter {
    private var bytes: [UInt8] = []
    private var isRowStart = true
    private static let pieceSize = 65_536

    init() { bytes.reserveCapacity(CSVWriter.pieceSize + 4_096) }

    mutating func field(_ text: String) {
        separate()
        var text = text
        text.withUTF8 { text in
            guard text.contains(where: { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }) else {
                bytes.append(contentsOf: text)
                return
            }
            bytes.append(0x22)
            for byte in text {
                if byte == 0x22 { bytes.append(byte) }
                bytes.append(byte)
            }
            bytes.append(0x22)
        }
    }

    /// A text that needs no quotes.
    mutating func field(_ text: StaticString) {
        separate()
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    mutating func field(_ date: PartialDate) {
        separate()
        let count =
            switch date.precision {
            case .day: 10
            case .month: 7
            case .year: 4
            }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 10) { text in
            date.first.writeText(to: text)
            bytes.append(contentsOf: text[..<count])
        }
    }

    /// A number given in thousandths, with as many decimals as it needs; an empty field for nil.
    mutating func field(thousandths number: Int?) {
        guard let number else { return field("") }
        let whole = String(number / 1_000)
        guard number % 1_000 != 0 else { return field(whole) }
        var decimals = String(number % 1_000 + 1_000).dropFirst()
        while decimals.last == "0" { decimals.removeLast() }
        field("\(whole).\(decimals)")
    }

    mutating func endRow() {
        bytes.append(0x0A)
        isRowStart = true
    }

    /// Passes on the buffered bytes once they are enough for a piece, or in any case if `isLast`.
    mutating func flush<Failure: Error>(
        isLast: Bool = false, to sink: (UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        guard isLast ? !bytes.isEmpty : bytes.count >= CSVWriter.pieceSize else { return }
        // The sink's own error type survives by leaving the closure as a result.
        let outcome = bytes.withUnsafeBytes { piece -> Result<Void, Failure> in
            do throws(Failure) {
                return .success(try sink(piece))
            } catch {
                return .failure(error)
            }
        }
        try outcome.get()
        bytes.removeAll(keepingCapacity: true)
    }

    private mutating func separate() {
        if !isRowStart { bytes.append(0x2C) }
        isRowStart = false
    }
}
