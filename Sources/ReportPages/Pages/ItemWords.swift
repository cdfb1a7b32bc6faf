import ControlInterface

/// An item of the work-list in the words of the pages.
struct ItemWords {
    let item: ItemReport

    /// What is to be done, and how where that is not what it is called.
    var title: String { item.substitute ? "\(item.item) as CT with contrast" : item.item }

    var urgencyChip: HTML { "<span class=\"chip \(item.urgency)\">\(item.urgency)</span>" }

    /// Where it stands on the day, with how late it is.
    var standing: HTML {
        item.daysLate == 0
            ? "\(item.status)" : "<span class=\"late\">overdue by \(ItemWords.days(item.daysLate))</span>"
    }

    /// What else is to be known, beside the booking.
    var remarks: [String] {
        var remarks = item.flags.filter {
            ($0 != "mri-contraindicated" || !item.substitute) && ($0 != "missed" || item.misses < 2)
        }
        if item.misses > 1 { remarks.append("missed \(item.misses) times") }
        return remarks
    }

    /// A text of the roster in a list, where one very long one must not take the room of all others.
    static func short(_ text: String) -> String { text.count > 60 ? text.prefix(59) + "…" : text }

    static func days(_ count: Int) -> String { count == 1 ? "1 day" : "\(count) days" }

    static func link(to pseudonym: String, from folder: HTML = "patients/", _ text: HTML) -> HTML {
        "<a href=\"\(folder)\(pseudonym).html\">\(text)</a>"
    }
}
