import ClinicalModel
import ControlInterface

/// The columns of an item in CSV, and its remarks in tables.
enum ItemColumns {
    static let names = [
        "item", "rule", "also", "anchor", "earliest", "due", "latest", "status", "urgency", "modality", "substitute",
        "flags", "booked", "misses", "daysLate",
    ]

    static func fields(_ item: ItemReport) -> [String] {
        [
            item.item, item.rule, item.also.joined(separator: " "), item.anchor, item.earliest, item.due, item.latest,
            item.status, item.urgency, item.modality ?? "", item.substitute ? "true" : "false",
            item.flags.joined(separator: " "), item.booked ?? "", "\(item.misses)", "\(item.daysLate)",
        ]
    }

    /// What a table says of an item beside its dates, and beside its booking where that has a column of its own.
    static func remarks(_ item: ItemReport, besideBooking: Bool = false) -> String {
        // What is said in other words below is not said twice.
        var remarks = item.flags.filter {
            ($0 != "mri-contraindicated" || !item.substitute) && ($0 != "missed" || item.misses < 2)
        }
        if item.substitute { remarks.append("as CT with contrast") }
        if let booked = item.booked, !besideBooking { remarks.append("booked \(booked)") }
        if item.misses > 1 { remarks.append("missed \(Counted(item.misses, "time"))") }
        return remarks.joined(separator: ", ")
    }

    /// How late an item is, in words for a table.
    static func lateness(_ item: ItemReport) -> String {
        item.daysLate == 0 ? "" : "\(Counted(item.daysLate, "day")) late"
    }
}
