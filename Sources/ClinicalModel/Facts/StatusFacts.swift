import CivilCalendar

/// Whether routine surveillance continues.
public struct StatusFacts: Sendable {
    /// The latest `status` row.
    public private(set) var latest: (status: PatientStatus, row: Occurrence)?
    /// The first `deceased` row.
    public private(set) var death: Occurrence?

    mutating func note(_ status: PatientStatus, at row: Occurrence) {
        latest = (status, row)
        if status == .deceased { death = death ?? row }
    }

    /// The latest `status` row, if it is `hospice`, `declined` or `transferred`.
    public var suspension: (status: PatientStatus, row: Occurrence)? {
        guard let latest else { return nil }
        return switch latest.status {
        case .hospice, .declined, .transferred: latest
        case .resumed, .deceased: nil
        }
    }
}

/// What contradicts the latest status: the patient is lost to no one while her record goes on (protocol.md section 3).
extension Facts {
    /// The first row of *new disease* after a row; nil if there is none. It lifts `declined` and `transferred`.
    public func newDisease(after row: Occurrence) -> Occurrence? {
        first { event, occurrence in
            guard event.date.first > row.date.last else { return false }
            return switch event.content {
            case .brainImaging(_, let result, _): result == .newLesions || result == .progression
            case .leptomeningeal(let result): result.establishesDisease
            case .csf(let result): result == .positive
            case .surgery(let kind): kind == .brainResection
            case .radiotherapy(let kind): kind.isLocalTherapy
            case .drug(_, .start):
                therapy.cnsActiveStarts.contains(occurrence) || therapy.intrathecalStarts.contains(occurrence)
            case .diagnosis(let extent): extent == .metastatic
            case .metastasis(let result, _, _): result == .confirmed
            default: false
            }
        }
    }

    /// The first row of *activity* after the row of a suspending status; nil if there is none. In doubt it counts.
    public func activity(after status: PatientStatus, _ row: Occurrence) -> Occurrence? {
        first { event, _ in
            guard event.date.last > row.date.first else { return false }
            return switch status {
            case .transferred: isActivityElsewhere(event.content)
            case .declined: isActivityOfTheDeclined(event.content)
            case .hospice: isActivityInHospice(event.content)
            case .resumed, .deceased: false
            }
        }
    }

    private func first(_ holds: (Event, Occurrence) -> Bool) -> Occurrence? {
        for (position, event) in history.rows.enumerated() {
            let occurrence = Occurrence(position: position, date: event.date)
            if holds(event, occurrence) { return occurrence }
        }
        return nil
    }

    private func isActivityElsewhere(_ content: EventContent) -> Bool {
        switch content {
        case .brainImaging, .bodyImaging, .visit, .surgery, .radiotherapy, .csf, .biopsy, .decision, .systemic,
            .drug(_, .start):
            true
        case .metastasis(let result, _, _): result != .excluded
        case .leptomeningeal(let result): result != .excluded
        case .diagnosis(let extent): extent == .metastatic
        default: false
        }
    }

    private func isActivityOfTheDeclined(_ content: EventContent) -> Bool {
        switch content {
        case .brainImaging, .bodyImaging(.mriSpine, _), .csf, .decision: true
        case .leptomeningeal(let result): result != .excluded
        case .metastasis(let result, let site, _): site == .brain && result != .excluded
        default: false
        }
    }

    private func isActivityInHospice(_ content: EventContent) -> Bool {
        switch content {
        case .brainImaging, .surgery: true
        case .drug(let agent, .start): therapy.courses.contains { $0.agent == agent && $0.isCNSActive }
        default: false
        }
    }
}
