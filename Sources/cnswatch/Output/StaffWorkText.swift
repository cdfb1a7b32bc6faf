import ControlInterface
import Terminal

/// What staff did and laid on a patient's items, as people read it.
enum StaffWorkText {
    /// The leases in a table, with where each stands.
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

    /// The acts in a table, with what became of each.
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

    /// What people were told in a table.
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
