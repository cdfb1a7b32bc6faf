import CivilCalendar

/// When MRI and gadolinium were contraindicated: from each `start` to the next `stop`, which day is free again.
public struct ContraindicationFacts: Sendable {
    private struct Span: Sendable {
        let start: Occurrence
        var stop: Occurrence?
    }

    private var mriSpans: [Span] = []
    private var gadoliniumSpans: [Span] = []

    init(rows: [Event]) {
        for (position, row) in rows.enumerated() {
            guard case .contraindication(let subject, let change) = row.content else { continue }
            let occurrence = Occurrence(position: position, date: row.date)
            switch subject {
            case .mri: ContraindicationFacts.note(change, at: occurrence, in: &mriSpans)
            case .gadolinium: ContraindicationFacts.note(change, at: occurrence, in: &gadoliniumSpans)
            }
        }
    }

    private static func note(_ change: IntervalChange, at occurrence: Occurrence, in spans: inout [Span]) {
        let isOpen = spans.last.map { $0.stop == nil } ?? false
        switch change {
        case .start where !isOpen: spans.append(Span(start: occurrence))
        case .stop where isOpen: spans[spans.count - 1].stop = occurrence
        case .start, .stop: break
        }
    }

    /// Whether MRI was contraindicated on a day; boundaries are the first days of the rows.
    public func isMRIContraindicated(on day: CivilDate) -> Bool {
        ContraindicationFacts.covers(mriSpans, day)
    }

    /// Whether gadolinium was contraindicated on a day.
    public func isGadoliniumContraindicated(on day: CivilDate) -> Bool {
        ContraindicationFacts.covers(gadoliniumSpans, day)
    }

    /// The latest `stop` that made MRI possible again.
    public var latestMRIStop: Occurrence? { mriSpans.last { $0.stop != nil }?.stop }

    private static func covers(_ spans: [Span], _ day: CivilDate) -> Bool {
        // The spans follow one another, so only the last one that has begun can cover the day.
        var low = 0
        var high = spans.count
        while low < high {
            let middle = (low + high) / 2
            if spans[middle].start.date.first <= day { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return false }
        return spans[low - 1].stop.map { day < $0.date.first } ?? true
    }
}
