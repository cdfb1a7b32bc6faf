/// How quickly an item is owed, most urgent first (protocol.md section 1).
@frozen
public enum Urgency: String, CaseIterable, Hashable, Sendable {
    /// Today; a person must know now.
    case emergency
    /// During the hospital stay.
    case inpatient
    /// Within days.
    case urgent
    /// Within weeks.
    case soon
    /// On schedule.
    case routine
    /// To be considered; evidence is weak.
    case advisory

    /// 0 for the most urgent.
    public var rank: Int {
        switch self {
        case .emergency: 0
        case .inpatient: 1
        case .urgent: 2
        case .soon: 3
        case .routine: 4
        case .advisory: 5
        }
    }

    /// The urgency of that rank; nil where none has it.
    public init?(rank: Int) {
        guard let urgency = Urgency.allCases.first(where: { $0.rank == rank }) else { return nil }
        self = urgency
    }

    /// Whether even *latest* is computed from the first day the anchor may mean: emergency, inpatient and urgent.
    public var isReckonedFromFirstDay: Bool {
        switch self {
        case .emergency, .inpatient, .urgent: true
        case .soon, .routine, .advisory: false
        }
    }
}
