import CivilCalendar
import ClinicalModel

extension FollowUp {
    /// Why it is owed and by when, in a line: `urgent: headache since 26 Nov, due 3 Dec; also overdue since 2 Oct by long-term`.
    ///
    /// The leading rule speaks first, with its own due date. Where another rule asks sooner, that follows. It names no person.
    public func reason(on day: CivilDate) -> String {
        "\(urgency.rawValue): \(aboutInWords(on: day)), due \(DayInWords(leadingDates.due, seenOn: day))"
            + (othersInWords(on: day).map { "; \($0)" } ?? "")
    }

    private func aboutInWords(on day: CivilDate) -> String {
        switch (rule.definition.topic, cause) {
        case (let topic?, nil): topic
        case (let topic?, _?): "\(topic): \(causeInWords(on: day))"
        case (nil, _): causeInWords(on: day)
        }
    }

    private func causeInWords(on day: CivilDate) -> String {
        let date = DayInWords(anchor, seenOn: day)
        switch cause {
        case nil: return rule.rawValue
        case .symptom(let symptom, .onset): return "\(symptom.rawValue) since \(date)"
        case .drug(let agent, .start): return "\(agent.name) since \(date)"
        case .drug(let agent, .stop): return "\(agent.name) stopped \(anchor.isExact ? "on" : "in") \(date)"
        case .some(let cause):
            let (detail, result) = cause.words
            // The kind of row is named where its words alone would not say what happened.
            let kind =
                switch cause {
                case .diagnosis, .her2, .hormoneReceptor, .brainImaging, .bodyImaging, .surgery, .radiotherapy: ""
                case .metastasis, .leptomeningeal, .csf, .drug, .systemic, .symptom, .performance, .visit, .biopsy,
                    .decision, .contraindication, .interval, .appointment, .status:
                    cause.eventName
                }
            let words = [kind, detail, result, cause.siteWord].filter { !$0.isEmpty }
            return "\(words.joined(separator: " ")) \(anchor.isExact ? "on" : "in") \(date)"
        }
    }

    /// What the other rules add; nil where they ask for nothing sooner.
    private func othersInWords(on day: CivilDate) -> String? {
        let status = window.status(on: day)
        guard !also.isEmpty, window.due < leadingDates.due || status != leadingWindow.status(on: day) else {
            return nil
        }
        let rules = also.map(\.rawValue).joined(separator: ", ")
        return switch status {
        case .overdue: "also overdue since \(DayInWords(window.latest + .days(1), seenOn: day)) by \(rules)"
        case .due: "also due since \(DayInWords(window.due, seenOn: day)) by \(rules)"
        case .dueSoon, .upcoming: "also due \(DayInWords(window.due, seenOn: day)) by \(rules)"
        }
    }
}

/// A day as people say it: `2 Oct`, with the year where that is another: `2 Oct 2025`; a vague date as far as it is known.
private struct DayInWords: CustomStringConvertible {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    let description: String

    init(_ day: CivilDate, seenOn today: CivilDate) { self.init(PartialDate(day), seenOn: today) }

    init(_ date: PartialDate, seenOn today: CivilDate) {
        let (year, month, day) = date.first.components
        let last = date.last.components
        let name = DayInWords.months[month - 1]
        if date.isExact {
            description = "\(day) \(name)" + (year == today.components.year ? "" : " \(year)")
        } else {
            description = last.month == month ? "\(name) \(year)" : "\(year)"
        }
    }
}
