import ClinicalModel

/// Holds an export against the one in force, and doubts one that lost or changed too much at once: an export that was cut
/// short, or lacks a file, must not look like patients who left, recovered or died.
public struct ExportJudge: Hashable, Sendable {
    /// The share, from 0 to 1, of the patients or of any part of the export that may be missing from the next.
    public let vanishedShareAtMost: Double
    /// The share, from 0 to 1, of the patients who may change in one of the ways of `PatientChange` at once.
    public let changedShareAtMost: Double

    /// A loss of fewer records, and a change of fewer patients, happens on any day, unless everything is gone.
    private static let (recordsOfAnyDay, patientsOfAnyDay) = (10, 3)

    /// Creates a judge with these shares. Values outside 0...1 are clamped; NaN counts as 0.
    public init(vanishedShareAtMost: Double, changedShareAtMost: Double) {
        func share(_ value: Double) -> Double { value >= 0 ? min(value, 1) : 0 }
        self.vanishedShareAtMost = share(vanishedShareAtMost)
        self.changedShareAtMost = share(changedShareAtMost)
    }

    /// Returns the doubts about an export from which `vanished` of the `previous` patients in force are missing.
    public func doubts(vanished: Int, of previous: Int) -> [String] {
        guard Double(vanished) > vanishedShareAtMost * Double(previous) else { return [] }
        return [
            "\(of(vanished, Pluralised(previous, "patient"))) missing; \(limit(vanishedShareAtMost)) may vanish at once"
        ]
    }

    /// Returns the doubts about an export with these counts, after one with the others.
    public func doubts(_ now: RosterTally, after before: RosterTally) -> [String] {
        // An export of another kind, such as tables in place of FHIR, is judged by its events alone.
        let hasTypes = now.counts.keys.contains { $0.isType }
        let hasFiles = now.counts.keys.contains { $0.isFile }
        let lostRecords = before.counts.filter { $0.key.isType }.reduce(0) { $0 + $1.value - now[$1.key] }
        return before.counts.sorted { $0.key < $1.key }.compactMap { part, previous in
            let lost = previous - now[part]
            guard lost > 0 else { return nil }
            if part.isType, !hasTypes { return nil }
            // The files of FHIR may be cut anew while they hold what they held.
            if part.isFile, lost < previous || !hasFiles || hasTypes && 2 * lostRecords < previous { return nil }
            let isMuch = lost >= ExportJudge.recordsOfAnyDay && Double(lost) > vanishedShareAtMost * Double(previous)
            guard isMuch || lost == previous && (previous > 1 || part == .events) else { return nil }
            let missing = "\(of(lost, part.words(previous))) missing"
            return lost == previous ? missing : "\(missing); \(limit(vanishedShareAtMost)) may vanish at once"
        }
    }

    /// Returns the doubts about an export by which so many of the `previous` patients change.
    public func doubts(_ changes: [PatientChange: Int], of previous: Int) -> [String] {
        PatientChange.allCases.compactMap { change in
            let count = changes[change, default: 0]
            let isMuch = count >= ExportJudge.patientsOfAnyDay && Double(count) > changedShareAtMost * Double(previous)
            guard isMuch || count > 1 && count == previous else { return nil }
            return
                "\(count) of \(Pluralised(previous, "patient")) \(change.words); \(limit(changedShareAtMost)) may at once"
        }
    }

    private func of(_ count: Int, _ all: Pluralised) -> String { "\(count) of \(all) \(count == 1 ? "is" : "are")" }

    private func limit(_ share: Double) -> String { "at most \(Int((share * 100).rounded())) %" }
}

/// What a patient loses, or is no longer watched for, by a new export: too many of one kind at once are doubted.
public enum PatientChange: String, CaseIterable, Hashable, Sendable {
    /// The patient is dead now.
    case deceased
    /// Surveillance is suspended now.
    case suspended
    /// No protocol in force covers the patient now.
    case notCovered
    /// The record no longer says enough.
    case needsData
    /// The record no longer speaks of CNS disease.
    case lostFinding

    /// The change in words, of several patients.
    public var words: String {
        switch self {
        case .deceased: "are said to have died"
        case .suspended: "are suspended now"
        case .notCovered: "are covered by no protocol now"
        case .needsData: "lack data now that were there"
        case .lostFinding: "have lost their CNS disease"
        }
    }
}

/// How much there is of each part of a roster, for the judgement of the next one.
public struct RosterTally: Hashable, Sendable {
    /// A part of a roster.
    public enum Part: Hashable, Comparable, Sendable {
        /// All events but appointments, which end as a matter of course.
        case events
        /// The events of a kind, such as `imaging mri-brain`.
        case kind(String)
        /// The FHIR resources of a type from which events came.
        case type(String)
        /// The records of a file from which events came.
        case file(String)

        /// So many of the part, in words.
        fileprivate func words(_ count: Int) -> Pluralised {
            switch self {
            case .events: Pluralised(count, "event")
            case .kind(let name): Pluralised(count, "event `\(name)`", "events `\(name)`")
            case .type(let name): Pluralised(count, "\(name) resource")
            case .file(let name):
                Pluralised(count, "record of \(ShownText.of(name))", "records of \(ShownText.of(name))")
            }
        }

        fileprivate var isType: Bool { if case .type = self { true } else { false } }
        fileprivate var isFile: Bool { if case .file = self { true } else { false } }
    }

    /// The counts by part; those of zero are left out.
    public private(set) var counts: [Part: Int] = [:]

    /// Returns how much there is of a part.
    public subscript(part: Part) -> Int { counts[part, default: 0] }

    /// Counts the parts of a roster.
    public init(of roster: Roster) {
        var numbers = [Int](repeating: 0, count: roster.events.contents.count)
        roster.events.forEach(in: roster.events.indices) { _, content, _ in numbers[content] += 1 }
        for (content, count) in zip(roster.events.contents, numbers) where count > 0 {
            if case .appointment = content { continue }
            counts[.events, default: 0] += count
            counts[.kind(RosterTally.name(of: content)), default: 0] += count
            switch content {
            case .brainImaging(_, .newLesions, _), .brainImaging(_, .progression, _):
                counts[.kind("imaging finding"), default: 0] += count
            default: break
            }
        }
        for (file, type, count) in roster.places.counts {
            // A bundle is mostly one patient's and bears the name; its loss is a vanished patient.
            if !RosterFile(rawValue: file).mayNamePatient { counts[.file(file), default: 0] += count }
            if let type { counts[.type(type), default: 0] += count }
        }
    }

    private static func name(of content: EventContent) -> String {
        switch content {
        case .brainImaging, .bodyImaging, .her2, .hormoneReceptor: "\(content.eventName) \(content.words.detail)"
        default: content.eventName
        }
    }
}

extension RosterTally {
    /// Reads a tally back from its description; lines that are none are left out.
    public init(description: String) {
        for line in description.split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 2)
            guard words.count >= 2, let count = Int(words[0]), count > 0 else { continue }
            let name = words.count > 2 ? String(words[2]) : ""
            let part: Part? =
                switch words[1] {
                case "events": .events
                case "kind": .kind(name)
                case "type": .type(name)
                case "file": .file(name)
                default: nil
                }
            if let part { counts[part] = count }
        }
    }
}

extension RosterTally: CustomStringConvertible {
    /// One line a part, `COUNT PART NAME`, in an order of its own: what the store keeps.
    public var description: String {
        counts.sorted { $0.key < $1.key }.map { part, count in
            switch part {
            case .events: "\(count) events"
            case .kind(let name): "\(count) kind \(name)"
            case .type(let name): "\(count) type \(name)"
            case .file(let name): "\(count) file \(name.replacing("\n", with: " "))"
            }
        }.joined(separator: "\n")
    }
}

/// An export that may be incomplete or wrong as a whole. It names no patient.
public struct ExportDoubted: Error, Hashable, Sendable {
    /// What is doubted, each as one clause; never empty.
    public let doubts: [String]

    /// Creates the refusal of an export that is doubted so.
    public init(doubts: [String]) { self.doubts = doubts }

    /// What to do, as one clause.
    public var remedy: String {
        "check that the export is whole and right; if it is, root takes it once with: cnswatch reload --accept-changes"
    }
}

extension ExportDoubted: CustomStringConvertible {
    /// `the roster: DOUBT, DOUBT; REMEDY`
    public var description: String { "the roster: \(doubts.joined(separator: ", ")); \(remedy)" }
}
