import Alerting
import CivilCalendar
import ClinicalModel
import GRDB
import Surveillance

/// The outbox and what waits for it.
extension StoreReader {
    /// What is to be told by a moment and is in no message yet, worst first for each receiver.
    public func dispatches(waitingAt moment: Int) throws -> [StoredDispatch] {
        try dispatches(
            "message IS NULL AND settled IS NULL AND not_before <= ? ORDER BY receiver, priority, urgency, due, id",
            [moment])
    }

    /// All that waits, the first to be told first.
    public func waitingDispatches(limit: Int) throws -> [StoredDispatch] {
        try dispatches(
            "message IS NULL AND settled IS NULL ORDER BY not_before, receiver, priority, id LIMIT ?", [limit])
    }

    /// What a receiver was told last of each item that is still owed for the same occasion, and whose window is open on a day;
    /// one that is reckoned from the day itself is the same on every day.
    public func standingDispatches(of receiver: String, on day: CivilDate) throws -> [StoredDispatch] {
        try dispatches(
            """
            receiver = ?1 AND message IS NOT NULL AND withdrawn IS NULL AND EXISTS (
                SELECT 1 FROM patient JOIN follow_up ON follow_up.patient = patient.id
                WHERE patient.pseudonym = dispatch.patient AND follow_up.item = dispatch.item
                    AND (follow_up.due <= dispatch.due OR follow_up.anchor = ?3) AND follow_up.earliest <= ?2)
            AND NOT EXISTS (
                SELECT 1 FROM dispatch AS later
                WHERE later.receiver = ?1 AND later.patient = dispatch.patient AND later.item = dispatch.item
                    AND later.message IS NOT NULL AND later.withdrawn IS NULL AND later.id > dispatch.id)
            ORDER BY id
            """, [receiver, Int(day.daysSinceEpoch), day.description])
    }

    /// How much waits for what holds it up, of one receiver or of all.
    public func dispatchCount(waitingFor delay: Delay, of receiver: String?) throws -> Int {
        try Int.fetchOne(
            database,
            sql: """
                SELECT count(*) FROM dispatch
                WHERE message IS NULL AND settled IS NULL AND delay = ?1 AND delay_detail IS ?2
                    AND (?3 IS NULL OR receiver = ?3)
                """, arguments: [delay.kind.rawValue, delay.detail, receiver]) ?? 0
    }

    /// How much waits.
    public func waitingDispatchCount() throws -> Int {
        try Int.fetchOne(
            database, sql: "SELECT count(*) FROM dispatch WHERE message IS NULL AND settled IS NULL") ?? 0
    }

    /// What a message tells, worst first.
    public func dispatches(of message: Int64) throws -> [StoredDispatch] {
        try dispatches("message = ? ORDER BY priority, urgency, due, id", [message])
    }

    /// What receivers were, are to be or are not told of a patient, oldest first.
    public func dispatches(about pseudonym: String) throws -> [StoredDispatch] {
        try dispatches("patient = ? ORDER BY id", [pseudonym])
    }

    private func dispatches(_ condition: String, _ arguments: StatementArguments) throws -> [StoredDispatch] {
        let statement = try database.cachedStatement(
            sql: "SELECT \(StoredDispatch.columns) FROM dispatch WHERE \(condition)")
        return try Row.fetchAll(statement, arguments: arguments).map { try StoredDispatch($0) }
    }

    /// The messages that are to be tried at a moment, the loudest first.
    public func messages(waitingAt moment: Int) throws -> [StoredMessage] {
        try messages("state = 'waiting' AND next_attempt <= ? ORDER BY priority, id", [moment])
    }

    /// Whether a message of a priority, or of a louder one, waits until after a moment.
    public func hasMessagesWaiting(beyond moment: Int, upTo priority: AnnouncementPriority) throws -> Bool {
        try Bool.fetchOne(
            database,
            sql: """
                SELECT EXISTS (
                    SELECT 1 FROM message WHERE state = 'waiting' AND next_attempt > ? AND priority <= ?)
                """, arguments: [moment, priority.rawValue]) ?? false
    }

    /// The message with a number.
    public func message(_ id: Int64) throws -> StoredMessage? { try messages("id = ?", [id]).first }

    /// The latest messages, newest first; those that wait after a failure, or were given up, where only such are asked for.
    public func messages(failedOnly: Bool, limit: Int) throws -> [StoredMessage] {
        let condition = failedOnly ? "(state = 'dead' OR (state = 'waiting' AND attempts > 0))" : "1"
        return try messages("\(condition) ORDER BY id DESC LIMIT ?", [limit])
    }

    private func messages(_ condition: String, _ arguments: StatementArguments) throws -> [StoredMessage] {
        let statement = try database.cachedStatement(
            sql: "SELECT \(StoredMessage.columns) FROM message WHERE \(condition)")
        return try Row.fetchAll(statement, arguments: arguments).map { StoredMessage($0) }
    }

    /// How many messages wait, and how many were given up since a moment.
    public func messageCounts(deadSince moment: Int) throws -> (waiting: Int, dead: Int) {
        (
            try number("SELECT count(*) FROM message WHERE state = 'waiting'"),
            try number("SELECT count(*) FROM message WHERE state = 'dead' AND settled_at >= ?", [moment])
        )
    }

    /// The occasions of a kind of trouble that last.
    public func occasions(ofTrouble kind: String) throws -> [String] {
        let statement = try database.cachedStatement(
            sql: "SELECT occasion FROM trouble WHERE kind = ? ORDER BY at, occasion")
        return try String.fetchAll(statement, arguments: [kind])
    }

    /// Who is not told of an emergency yet, since the message that tells it was tried in vain.
    public func receiversOfWaitingEmergencies() throws -> [String] {
        let statement = try database.cachedStatement(
            sql: """
                SELECT DISTINCT message.receiver FROM message JOIN dispatch ON dispatch.message = message.id
                WHERE state = 'waiting' AND attempts > 0 AND message.priority <= ? ORDER BY message.receiver
                """)
        return try String.fetchAll(statement, arguments: [AnnouncementPriority.critical.rawValue])
    }

    /// Who was not told of an emergency since a moment, since the message that told it was given up.
    public func receiversOfDeadEmergencies(since moment: Int) throws -> [String] {
        let statement = try database.cachedStatement(
            sql: """
                SELECT DISTINCT message.receiver FROM message JOIN dispatch ON dispatch.message = message.id
                WHERE state = 'dead' AND settled_at >= ? AND message.priority <= ? ORDER BY message.receiver
                """)
        return try String.fetchAll(statement, arguments: [moment, AnnouncementPriority.critical.rawValue])
    }

    /// How many messages of each receiver stand where; those that wait count once they have been tried in vain.
    public func deliveryCounts() throws -> [(receiver: String, state: StoredMessage.State, count: Int)] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT receiver, state, count(*) FROM message WHERE state <> 'waiting' OR attempts > 0
                GROUP BY receiver, state ORDER BY receiver, state
                """
        ).map { (receiver: $0[0], state: StoredMessage.State(rawValue: $0[1]) ?? .dead, count: $0[2]) }
    }

    /// The items that somebody has taken on, as of a day.
    public func ownedItems(on day: CivilDate) throws -> Set<OwnedItem> {
        Set(
            try Row.fetchAll(
                database, sql: "SELECT patient, item FROM lease WHERE kind = 'ack' AND until >= ?",
                arguments: [Int(day.daysSinceEpoch)]
            ).map { OwnedItem(patient: $0[0], item: $0[1]) })
    }

    /// The moments at which a receiver's routine messages of a time were made, oldest first. What a clock that was ahead has made
    /// later than now fills no week.
    public func routineMessages(to receiver: String, since moment: Int, until now: Int) throws -> [Int] {
        try Int.fetchAll(
            database,
            sql: """
                SELECT made_at FROM message
                WHERE receiver = ? AND made_at > ? AND made_at <= ? AND kind IN ('digest', 'news') AND priority >= 4
                ORDER BY made_at
                """, arguments: [receiver, moment, now])
    }

    /// The first moment at which something is to be told or tried; nil where nothing waits.
    public func nextAlertMoment() throws -> Int? {
        let dispatch = try database.cachedStatement(
            sql: "SELECT min(not_before) FROM dispatch WHERE message IS NULL AND settled IS NULL")
        let message = try database.cachedStatement(
            sql: "SELECT min(next_attempt) FROM message WHERE state = 'waiting'")
        return [try Int.fetchOne(dispatch), try Int.fetchOne(message)].compactMap(\.self).min()
    }

    /// Whether a trouble of the service was noted.
    public func knowsTrouble(_ kind: String, _ occasion: String) throws -> Bool {
        try Bool.fetchOne(
            database, sql: "SELECT EXISTS (SELECT 1 FROM trouble WHERE kind = ? AND occasion = ?)",
            arguments: [kind, occasion]) ?? false
    }

    /// The silences that hold on a day or later, with who made them.
    public func silences(from day: CivilDate) throws -> [StoredSilence] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT id, at, user, clinics, clinicians, urgencies, items, until, reason FROM silence
                WHERE ended_at IS NULL AND until >= ? ORDER BY id
                """, arguments: [Int(day.daysSinceEpoch)]
        ).map { StoredSilence($0) }
    }
}
