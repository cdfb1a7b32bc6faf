import CivilCalendar

/// Why something is not told at once.
public enum Delay: Hashable, Sendable {
    /// It is told with others, at the route's time of day.
    case digest
    /// The route is quiet.
    case quiet
    /// A silence holds.
    case silence(Int64)
    /// The receiver has had as many routine messages in a week as were agreed.
    case cap
    /// An appointment is booked in time.
    case booked(PartialDate)
    /// Staff hold it back until a day; who and how, in words.
    case heldBack(until: CivilDate, String)

    /// The kinds, by the word under which the store keeps and finds them; a word that has shipped is never changed.
    public enum Kind: String, CaseIterable, Sendable {
        /// ``Delay/digest``
        case digest
        /// ``Delay/quiet``
        case quiet
        /// ``Delay/silence(_:)``
        case silence
        /// ``Delay/cap``
        case cap
        /// ``Delay/booked(_:)``
        case booked
        /// ``Delay/heldBack(until:_:)``
        case heldBack = "held-back"
    }

    /// The kind.
    public var kind: Kind {
        switch self {
        case .digest: .digest
        case .quiet: .quiet
        case .silence: .silence
        case .cap: .cap
        case .booked: .booked
        case .heldBack: .heldBack
        }
    }

    /// What the store keeps beside the kind: the silence's number, the day of the appointment, or the last day and the words of
    /// what holds it back; nil for the other kinds.
    public var detail: String? {
        switch self {
        case .digest, .quiet, .cap: nil
        case .silence(let id): "\(id)"
        case .booked(let date): "\(date)"
        case .heldBack(let until, let words): "\(until) \(words)"
        }
    }

    /// The delay that was stored as a kind and a detail; nil where they do not belong together.
    public init?(_ kind: Kind, detail: String?) {
        switch (kind, detail) {
        case (.digest, nil): self = .digest
        case (.quiet, nil): self = .quiet
        case (.cap, nil): self = .cap
        case (.silence, let detail?):
            guard let id = Int64(detail) else { return nil }
            self = .silence(id)
        case (.booked, let detail?):
            guard let date = PartialDate(detail) else { return nil }
            self = .booked(date)
        case (.heldBack, let detail?):
            guard let until = CivilDate(String(detail.prefix(10))), detail.dropFirst(10).first == " " else {
                return nil
            }
            self = .heldBack(until: until, String(detail.dropFirst(11)))
        case (.digest, _?), (.quiet, _?), (.cap, _?), (.silence, nil), (.booked, nil), (.heldBack, nil): return nil
        }
    }

    /// In words, for people.
    public var words: String {
        switch self {
        case .digest: "with the digest"
        case .quiet: "quiet hours"
        case .silence(let id): "silence \(id)"
        case .cap: "the receiver's messages of the week are used up"
        case .booked(let date): "booked for \(date)"
        case .heldBack(let until, let words): "held back until \(until) (\(words))"
        }
    }
}
