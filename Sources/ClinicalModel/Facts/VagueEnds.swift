import CivilCalendar

/// Where a drug `stop` or a status `resumed` of a partial date belongs.
///
/// "Stopped 2025-03" would stand on the first of March, before a start on the tenth, and end nothing. Where nothing of that
/// agent (or no suspending status) is open there, it is placed right after the first such opener inside its span
/// (protocol.md section 1, *Order*).
enum VagueEnds {
    private enum Subject: Hashable {
        case course(Agent)
        case suspension
    }

    private enum Role {
        case opens(Subject)
        case ends(Subject)
    }

    /// The rows, which stand by their first days, with their vague ends in place.
    static func placed(in rows: [Event]) -> [Event] {
        guard rows.contains(where: isVagueEnd) else { return rows }
        var open: Set<Subject> = []
        var movedAfter: [Int: [Int]] = [:]
        var moved: Set<Int> = []
        for (position, row) in rows.enumerated() {
            switch role(of: row) {
            case .opens(let subject):
                open.insert(subject)
            case .ends(let subject):
                let endsNothing = open.remove(subject) == nil
                if endsNothing, !row.date.isExact, let opener = opener(of: subject, in: rows, after: position) {
                    movedAfter[opener, default: []].append(position)
                    moved.insert(position)
                }
            case nil:
                break
            }
        }
        if moved.isEmpty { return rows }
        var placed: [Event] = []
        placed.reserveCapacity(rows.count)
        for (position, row) in rows.enumerated() {
            if !moved.contains(position) { placed.append(row) }
            for end in movedAfter[position] ?? [] { placed.append(rows[end]) }
        }
        return placed
    }

    private static func isVagueEnd(_ row: Event) -> Bool {
        guard !row.date.isExact, case .ends = role(of: row) else { return false }
        return true
    }

    private static func opener(of subject: Subject, in rows: [Event], after position: Int) -> Int? {
        let last = rows[position].date.last
        for candidate in (position + 1)..<rows.count {
            if rows[candidate].date.first > last { return nil }
            if case .opens(let opened)? = role(of: rows[candidate]), opened == subject { return candidate }
        }
        return nil
    }

    private static func role(of row: Event) -> Role? {
        switch row.content {
        case .drug(let agent, .start): .opens(.course(agent))
        case .drug(let agent, .stop): .ends(.course(agent))
        case .status(.hospice), .status(.declined), .status(.transferred): .opens(.suspension)
        case .status(.resumed): .ends(.suspension)
        default: nil
        }
    }
}
