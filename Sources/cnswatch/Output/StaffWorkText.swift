import ControlInterface
import Terminal

/// The acts and leases of staff on a patient's items, for people.
enum StaffWorkText {
    /// The leases in a table, with the state of each.
    static func leases(_ leases: [LeaseReport], colours: Colours, width: Int?) -> [String] {
        var table = TextTable(
            ["ACT", "KIND", "ITEM", "WHO", "SINCE", "UNTIL", "STANDING", "REASON"], colours: colours, width: width)
        for lease in leases {
            table.add([
                "\(lease.act)", lease.kind, lease.item ?? "all", lease.who + (lease.second.map { " and \($0)" } ?? ""),
                lease.since, lease.until, standing(lease.standing), lease.reason,
            ])
        }
        return table.lines
    }

    /// The acts in a table, with the outcome of each.
    static func acts(_ acts: [ActReport], colours: Colours, width: Int?) -> [String] {
        var table = TextTable(["ACT", "DAY", "WHO", "DID", "ITEM", "WHAT", ""], colours: colours, width: width)
        for act in acts {
            let remarks = [standing(act), act.undoneBy.map { "undone by act \($0)" }].compactMap(\.self)
            table.add([
                "\(act.act)", act.day, act.who, act.verb, act.item ?? "", act.words, remarks.joined(separator: ", "),
            ])
        }
        return table.lines
    }

    /// The sent notifications in a table.
    static func told(_ told: [ToldReport], colours: Colours, width: Int?) -> [String] {
        var table = TextTable(["WHEN", "ITEM", "STAGE", "DUE", "WHY"], colours: colours, width: width)
        for telling in told {
            table.add([ClinicZone.instant(telling.at), telling.item, telling.stage, telling.due, telling.reason])
        }
        return table.lines
    }

    private static func standing(_ word: String) -> String {
        switch word {
        case "in-force": "in force"
        case "emergency": "passed: an emergency"
        case "more-urgent": "passed: more urgent now"
        case "wants-second": "wants a second person"
        case "item-vanished": "item not owed any more"
        default: word
        }
    }

    private static func standing(_ act: ActReport) -> String? {
        let record = FactText.record(act.file, act.row, act.resource)
        return switch act.standing {
        case "merged": "same as \(record)"
        case "contradicted": "contradicted by \(record)"
        default: nil
        }
    }
}

/// The outcome of an act, for people: what has changed, who else is needed, and how to undo it.
enum ActOutcomeText {
    /// The lines; with the command for the second person, if one may be needed.
    static func lines(_ outcome: ActOutcome, second: [String]? = nil) -> [String] {
        var lines = [outcome.mrn + (outcome.person.map { "  \($0)" } ?? "")]
        lines += effect(of: outcome)
        if let standing = standing(outcome) { lines.append(standing) }
        if let why = outcome.wantsSecond {
            lines.append("a second person is needed: \(why)")
            if let second, outcome.act != nil { lines.append("a colleague types: \(ShellWord.line(second))") }
        }
        if let act = outcome.act {
            lines.append("act \(act); to undo: cnswatch undo \(act) --reason ...")
        } else {
            lines.append("dry run: nothing was done")
        }
        return lines.map(TerminalText.visible)
    }

    /// What is more pressing and whom to call, then what else is different.
    private static func effect(of outcome: ActOutcome) -> [String] {
        guard let pressing = outcome.pressing else {
            return outcome.changes.isEmpty ? ["no date, status or owner changes"] : outcome.changes
        }
        let risen = pressing.map { sentence($0) }
        let others = outcome.changes.filter { change in !pressing.contains { $0.change == change } }
        if !risen.isEmpty { return risen + others }
        let next = outcome.next.map { "owed next: \($0.words) (\($0.reason))\(call($0))" } ?? "nothing is owed"
        return others.isEmpty ? ["nothing changes; \(next)"] : others + ["nothing is more pressing; \(next)"]
    }

    /// `headache since 2026-11-26: brain-mri is urgent, due by 2026-12-03. Call: neurosurgery on call, 5555`
    static func sentence(_ pressing: PressingReport) -> String {
        "\(pressing.reason): \(pressing.words)\(call(pressing))"
    }

    private static func call(_ pressing: PressingReport) -> String { pressing.call.map { ". Call: \($0)" } ?? "" }

    private static func standing(_ outcome: ActOutcome) -> String? {
        let record = FactText.record(outcome.file, outcome.row, outcome.resource)
        return switch outcome.standing {
        case "merged": "the export has the same (\(record)): the two count once"
        case "contradicted": "the export says otherwise of the same day (\(record)): both are kept; see which is right"
        default: nil
        }
    }
}

/// Words quoted for a shell.
enum ShellWord {
    /// The words in a line; those that a shell would split are quoted.
    static func line(_ words: [String]) -> String { words.map(quoted).joined(separator: " ") }

    private static func quoted(_ word: String) -> String {
        let isPlain = word.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
                UInt8(ascii: "/"), UInt8(ascii: ":"):
                true
            default: false
            }
        }
        return isPlain && !word.isEmpty ? word : "'\(word.replacing("'", with: "'\\''"))'"
    }
}
