/// What may stand in `{{...}}`.
enum TemplateWord: String, CaseIterable {
    case title
    case kind
    case priority
    case id
    case at
    case route
    case receiver
    case count
    case subject
    case item
    case stage
    case urgency
    case due
    case latest
    case daysLate = "days_late"
    case why
    case name
    case line

    /// The section whose repetitions it belongs to; nil where it belongs to the message.
    var home: TemplateSection? {
        switch self {
        case .title, .kind, .priority, .id, .at, .route, .receiver, .count: nil
        case .subject, .item, .stage, .urgency, .due, .latest, .daysLate, .why, .name: .entries
        case .line: .closing
        }
    }

    /// What it stands for, of a message and the entry or closing line at hand.
    func value(of message: OutgoingMessage, entry: OutgoingMessage.Entry?, line: String?) -> String {
        switch self {
        case .title: message.title
        case .kind: message.kind.rawValue
        case .priority: message.priority.rawValue
        case .id: message.id
        case .at: UniversalTime(message.at).timestamp
        case .route: message.route
        case .receiver: message.receiver
        case .count: "\(message.entries.count)"
        case .subject: entry?.subject ?? ""
        case .item: entry?.item ?? ""
        case .stage: entry?.stage ?? ""
        case .urgency: entry?.urgency ?? ""
        case .due: entry?.due ?? ""
        case .latest: entry?.latest ?? ""
        case .daysLate: entry.map { "\($0.daysLate)" } ?? ""
        case .why: entry?.why ?? ""
        case .name: entry?.name ?? ""
        case .line: line ?? ""
        }
    }
}
