import Alerting
import CivilCalendar
import ClinicalModel
import ContactTime
import GRDB
import StaffWork
import Surveillance

extension StoreSchema {
    /// The dispatches to receivers, and the messages that carry them.
    static let alerts = """
        -- What staff silenced for a time; lists are words with line ends between, empty for all.
        CREATE TABLE silence (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            uid INTEGER NOT NULL,
            user TEXT NOT NULL,
            clinics TEXT NOT NULL,
            clinicians TEXT NOT NULL,
            urgencies TEXT NOT NULL,
            items TEXT NOT NULL,
            until INTEGER NOT NULL,
            reason TEXT NOT NULL,
            ended_at INTEGER,
            ended_by TEXT
        ) STRICT;

        -- The outbox: what a receiver gets, each with its number for ever. What it says follows from the dispatches that go
        -- with it; line is what a message without any says.
        CREATE TABLE message (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            receiver TEXT NOT NULL,
            kind TEXT NOT NULL,
            priority INTEGER NOT NULL,
            line TEXT,
            -- The route of a message without dispatches; those with any have theirs.
            route TEXT NOT NULL,
            made_at INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('waiting', 'accepted', 'dead')),
            attempts INTEGER NOT NULL DEFAULT 0,
            next_attempt INTEGER NOT NULL,
            reason TEXT,
            settled_at INTEGER
        ) STRICT;
        CREATE INDEX message_waiting ON message (next_attempt) WHERE state = 'waiting';
        CREATE INDEX message_receiver ON message (receiver, made_at);

        -- What one receiver is told of one step of one occasion of an item: once, for ever.
        CREATE TABLE dispatch (
            id INTEGER PRIMARY KEY,
            receiver TEXT NOT NULL,
            route TEXT NOT NULL,
            patient TEXT NOT NULL,
            item TEXT NOT NULL,
            occasion INTEGER NOT NULL,
            step TEXT NOT NULL,
            rule TEXT NOT NULL,
            urgency INTEGER NOT NULL,
            due INTEGER NOT NULL,
            latest INTEGER NOT NULL,
            priority INTEGER NOT NULL,
            why TEXT NOT NULL,
            delay TEXT,
            not_before INTEGER NOT NULL,
            is_catch_up INTEGER NOT NULL,
            made_at INTEGER NOT NULL,
            -- Nothing while it waits; then the message that tells it, or why it is not told.
            message INTEGER REFERENCES message,
            days_late INTEGER,
            settled TEXT,
            -- 1 where what it tells of was taken back; should it come again, it is told again.
            withdrawn INTEGER
        ) STRICT;
        -- The steps of two routes' ladders are two things.
        CREATE UNIQUE INDEX dispatch_once
            ON dispatch (
                receiver, patient, item, occasion, step,
                CASE WHEN step GLOB 'step-*' OR step GLOB 'repeat-*' THEN route ELSE '' END)
            WHERE withdrawn IS NULL;
        CREATE INDEX dispatch_waiting ON dispatch (not_before) WHERE message IS NULL AND settled IS NULL;
        CREATE INDEX dispatch_message ON dispatch (message) WHERE message IS NOT NULL;
        CREATE INDEX dispatch_patient ON dispatch (patient);

        ALTER TABLE announced ADD COLUMN withdrawn INTEGER;

        -- What was told of the service itself, so that it is told once.
        CREATE TABLE trouble (
            kind TEXT NOT NULL,
            occasion TEXT NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (kind, occasion)
        ) STRICT, WITHOUT ROWID;
        """
}

/// A dispatch to one receiver, waiting or sent, as stored.
public struct StoredDispatch: Hashable, Sendable {
    /// Its number.
    public let id: Int64
    /// The receiver.
    public let receiver: String
    /// The route.
    public let route: String
    /// The patient's pseudonym.
    public let patient: String
    /// The owed item.
    public let item: String
    /// The day that distinguishes its occasion from others.
    public let occasion: CivilDate
    /// The step of the occasion.
    public let step: AlertStep
    /// The rule that gives the item its urgency.
    public let rule: String
    /// How urgent it is.
    public let urgency: Urgency
    /// The due date.
    public let due: CivilDate
    /// The latest date, after which it is overdue.
    public let latest: CivilDate
    /// Its loudness: a priority of syslog(3).
    public let priority: Int
    /// Why it is sent, in words.
    public let why: String
    /// Why it is not sent at once; nil if it was.
    public let delay: Delay?
    /// The earliest time to send it, in seconds since 1970.
    public let notBefore: Int
    /// Whether it is one of many after a first import or a downtime.
    public let isCatchUp: Bool
    /// The message that carries it; nil if none does.
    public let message: Int64?
    /// The days it was late when that message was made.
    public let daysLate: Int
    /// Why it is not sent; nil if it waits or was sent.
    public let settled: String?

    static let columns = """
        dispatch.id, dispatch.receiver, route, patient, item, occasion, step, rule, urgency, due, latest,
        dispatch.priority, why, delay, delay_detail, not_before, is_catch_up, message, days_late, settled
        """

    init(_ row: Row) throws(StoredValueUnreadable) {
        func day(_ index: Int) -> CivilDate { CivilDate(clampingDaysSinceEpoch: row[index]) }
        (id, receiver, route, patient, item) = (row[0], row[1], row[2], row[3], row[4])
        (occasion, rule, due, latest) = (day(5), row[7], day(9), day(10))
        guard let step = AlertStep(word: row[6]) else { throw StoredValueUnreadable("dispatch", id, "step") }
        guard let urgency = Urgency(rank: row[8]) else { throw StoredValueUnreadable("dispatch", id, "urgency") }
        (self.step, self.urgency) = (step, urgency)
        let kind: String? = row[13]
        delay = try kind.map { word throws(StoredValueUnreadable) in
            guard let kind = Delay.Kind(rawValue: word), let delay = Delay(kind, detail: row[14]) else {
                throw StoredValueUnreadable("dispatch", row[0], "delay")
            }
            return delay
        }
        (priority, why, notBefore, isCatchUp) = (row[11], row[12], row[15], row[16])
        (message, daysLate, settled) = (row[17], row[18] ?? 0, row[19])
    }
}

/// A message of the outbox as the store keeps it.
public struct StoredMessage: Hashable, Sendable {
    /// The state of a message.
    public enum State: String, CaseIterable, Hashable, Sendable {
        /// It is yet to be handed over.
        case waiting
        /// The channel has accepted it.
        case accepted
        /// The channel has refused it, or did not accept it for too long: no receiver was notified by it.
        case dead
    }

    /// Its number.
    public let id: Int64
    /// The receiver.
    public let receiver: String
    /// Its kind.
    public let kind: String
    /// Its loudness: a priority of syslog(3).
    public let priority: Int
    /// Its text if it concerns no item.
    public let line: String?
    /// Its route if it concerns no item.
    public let route: String
    /// When it was made, in seconds since 1970.
    public let madeAt: Int
    /// Its state.
    public let state: State
    /// How many times it was tried.
    public let attempts: Int
    /// When it is tried next, in seconds since 1970.
    public let nextAttempt: Int
    /// The channel's last reply.
    public let reason: String?
    /// When it was accepted or given up, in seconds since 1970.
    public let settledAt: Int?

    static let columns =
        "id, receiver, kind, priority, line, route, made_at, state, attempts, next_attempt, reason, settled_at"

    init(_ row: Row) throws(StoredValueUnreadable) {
        (id, receiver, kind, priority, line, route, madeAt) = (row[0], row[1], row[2], row[3], row[4], row[5], row[6])
        guard let state = State(rawValue: row[7]) else { throw StoredValueUnreadable("message", id, "state") }
        self.state = state
        (attempts, nextAttempt, reason, settledAt) = (row[8], row[9], row[10], row[11])
    }
}

/// A silence as stored.
public struct StoredSilence: Hashable, Sendable {
    /// What is silenced, and until when.
    public let silence: Silence
    /// When it was made, in seconds since 1970.
    public let at: Int
    /// The user who made it.
    public let user: String
    /// The reason.
    public let reason: String

    init(_ row: Row) {
        func words(_ index: Int) -> [String] {
            let text: String = row[index]
            return text.split(separator: "\n").map(String.init)
        }
        silence = Silence(
            id: row[0],
            matcher: Matcher(
                clinics: words(3), clinicians: words(4), urgencies: words(5).compactMap { Urgency(rawValue: $0) },
                items: words(6).compactMap { Item(rawValue: $0) }),
            until: CivilDate(clampingDaysSinceEpoch: row[7]))
        (at, user, reason) = (row[1], row[2], row[8])
    }
}

/// An item that has an owner.
public struct OwnedItem: Hashable, Sendable {
    /// The patient's number in the store.
    public let patient: Int64
    /// The owed item.
    public let item: String

    /// Creates an owned item.
    public init(patient: Int64, item: String) {
        self.patient = patient
        self.item = item
    }
}

private typealias State = StoredMessage.State

/// Reads the outbox and the dispatches that wait for it.
extension StoreReader {
    /// Returns the dispatches to be sent by a moment that are in no message yet, worst first for each receiver.
    public func dispatches(waitingAt moment: Int) throws -> [StoredDispatch] {
        try dispatches(
            "message IS NULL AND settled IS NULL AND not_before <= ? ORDER BY receiver, priority, urgency, due, id",
            [moment])
    }

    /// Returns the waiting dispatches, in the order in which they are to be sent.
    public func waitingDispatches(limit: Int) throws -> [StoredDispatch] {
        try dispatches(
            "message IS NULL AND settled IS NULL ORDER BY not_before, receiver, priority, id LIMIT ?", [limit])
    }

    /// Returns the last dispatch sent to a receiver for each item that is still owed for the same occasion and whose
    /// window is open on a day. An item dated from the day itself has the same occasion on every day.
    public func openDispatches(of receiver: String, on day: CivilDate) throws -> [StoredDispatch] {
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

    /// Returns how many dispatches wait for a delay, of one receiver or of all.
    public func dispatchCount(waitingFor delay: Delay, of receiver: String?) throws -> Int {
        try Int.fetchOne(
            database,
            sql: """
                SELECT count(*) FROM dispatch
                WHERE message IS NULL AND settled IS NULL AND delay = ?1 AND delay_detail IS ?2
                    AND (?3 IS NULL OR receiver = ?3)
                """, arguments: [delay.kind.rawValue, delay.detail, receiver]) ?? 0
    }

    /// Returns how many dispatches wait.
    public func waitingDispatchCount() throws -> Int {
        try Int.fetchOne(
            database, sql: "SELECT count(*) FROM dispatch WHERE message IS NULL AND settled IS NULL") ?? 0
    }

    /// Returns the dispatches in a message, in the order in which it names them.
    public func dispatches(of message: Int64) throws -> [StoredDispatch] {
        try dispatches("message = ? ORDER BY place, priority, urgency, due, id", [message])
    }

    /// Returns the dispatches about a patient, whether sent, waiting or not to be sent, oldest first.
    public func dispatches(about pseudonym: String) throws -> [StoredDispatch] {
        try dispatches("patient = ? ORDER BY id", [pseudonym])
    }

    private func dispatches(_ condition: String, _ arguments: StatementArguments) throws -> [StoredDispatch] {
        let statement = try database.cachedStatement(
            sql: "SELECT \(StoredDispatch.columns) FROM dispatch WHERE \(condition)")
        return try Row.fetchAll(statement, arguments: arguments).map { try StoredDispatch($0) }
    }

    /// Returns the messages to be tried at a moment, the loudest first.
    public func messages(waitingAt moment: Int) throws -> [StoredMessage] {
        try messages(
            "state = \(State.waiting.sql) AND next_attempt <= ? ORDER BY priority, id", [moment])
    }

    /// Returns whether a message of this priority or a louder one waits until after a moment.
    public func hasMessagesWaiting(beyond moment: Int, upTo priority: NotificationPriority) throws -> Bool {
        try Bool.fetchOne(
            database,
            sql: """
                SELECT EXISTS (
                    SELECT 1 FROM message WHERE state = \(State.waiting.sql) AND next_attempt > ? AND priority <= ?)
                """, arguments: [moment, priority.rawValue]) ?? false
    }

    /// Returns the message with a number.
    public func message(_ id: Int64) throws -> StoredMessage? { try messages("id = ?", [id]).first }

    /// Returns the latest messages, newest first; with `failedOnly`, those that wait after a failure or were given up.
    public func messages(failedOnly: Bool, limit: Int) throws -> [StoredMessage] {
        let condition =
            failedOnly
            ? "(state = \(State.dead.sql) OR (state = \(State.waiting.sql) AND attempts > 0))"
            : "1"
        return try messages("\(condition) ORDER BY id DESC LIMIT ?", [limit])
    }

    private func messages(_ condition: String, _ arguments: StatementArguments) throws -> [StoredMessage] {
        let statement = try database.cachedStatement(
            sql: "SELECT \(StoredMessage.columns) FROM message WHERE \(condition)")
        return try Row.fetchAll(statement, arguments: arguments).map { try StoredMessage($0) }
    }

    /// Returns how many messages wait, and how many were given up since a moment.
    public func messageCounts(deadSince moment: Int) throws -> (waiting: Int, dead: Int) {
        (
            try number("SELECT count(*) FROM message WHERE state = \(State.waiting.sql)"),
            try number(
                "SELECT count(*) FROM message WHERE state = \(State.dead.sql) AND settled_at >= ?",
                [moment])
        )
    }

    /// Returns the occasions of a kind of trouble that last.
    public func occasions(ofTrouble kind: String) throws -> [String] {
        let statement = try database.cachedStatement(
            sql: "SELECT occasion FROM trouble WHERE kind = ? ORDER BY at, occasion")
        return try String.fetchAll(statement, arguments: [kind])
    }

    /// Returns the receivers not yet notified of an emergency, since an attempt to send the message failed.
    public func receiversOfWaitingEmergencies() throws -> [String] {
        let statement = try database.cachedStatement(
            sql: """
                SELECT DISTINCT message.receiver FROM message JOIN dispatch ON dispatch.message = message.id
                WHERE state = \(State.waiting.sql) AND attempts > 0 AND message.priority <= ? ORDER BY message.receiver
                """)
        return try String.fetchAll(statement, arguments: [NotificationPriority.critical.rawValue])
    }

    /// Returns the receivers not notified of an emergency since a moment, since the message was given up.
    public func receiversOfDeadEmergencies(since moment: Int) throws -> [String] {
        let statement = try database.cachedStatement(
            sql: """
                SELECT DISTINCT message.receiver FROM message JOIN dispatch ON dispatch.message = message.id
                WHERE state = \(State.dead.sql) AND settled_at >= ? AND message.priority <= ? ORDER BY message.receiver
                """)
        return try String.fetchAll(statement, arguments: [moment, NotificationPriority.critical.rawValue])
    }

    /// Returns the number of messages by receiver and state; waiting ones count once an attempt has failed.
    public func deliveryCounts() throws -> [(receiver: String, state: StoredMessage.State, count: Int)] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT receiver, state, count(*) FROM message WHERE state <> \(State.waiting.sql) OR attempts > 0
                GROUP BY receiver, state ORDER BY receiver, state
                """
        ).map { (receiver: $0[0], state: StoredMessage.State(rawValue: $0[1]) ?? .dead, count: $0[2]) }
    }

    /// Returns the items that have an owner on a day.
    public func ownedItems(on day: CivilDate) throws -> Set<OwnedItem> {
        Set(
            try Row.fetchAll(
                database,
                sql: "SELECT patient, item FROM lease WHERE kind = \(LeaseKind.ack.sql) AND until >= ?",
                arguments: [Int(day.daysSinceEpoch)]
            ).map { OwnedItem(patient: $0[0], item: $0[1]) })
    }

    /// Returns when the routine messages to a receiver in a period were made, oldest first. Messages that a clock
    /// running ahead dated later than now do not count towards the weekly cap.
    public func routineMessages(to receiver: String, since moment: Int, until now: Int) throws -> [Int] {
        try Int.fetchAll(
            database,
            sql: """
                SELECT made_at FROM message
                WHERE receiver = ? AND made_at > ? AND made_at <= ? AND kind IN ('digest', 'news')
                    AND priority >= \(NotificationPriority.warning.rawValue)
                ORDER BY made_at
                """, arguments: [receiver, moment, now])
    }

    /// Returns the first moment at which something is to be sent or tried; nil if nothing waits.
    public func nextAlertMoment() throws -> Int? {
        let dispatch = try database.cachedStatement(
            sql: "SELECT min(not_before) FROM dispatch WHERE message IS NULL AND settled IS NULL")
        let message = try database.cachedStatement(
            sql: "SELECT min(next_attempt) FROM message WHERE state = \(State.waiting.sql)")
        return [try Int.fetchOne(dispatch), try Int.fetchOne(message)].compactMap(\.self).min()
    }

    /// Returns whether a trouble of the service was noted.
    public func knowsTrouble(_ kind: String, _ occasion: String) throws -> Bool {
        try Bool.fetchOne(
            database, sql: "SELECT EXISTS (SELECT 1 FROM trouble WHERE kind = ? AND occasion = ?)",
            arguments: [kind, occasion]) ?? false
    }

    /// Returns the silences that hold on a day or later, with the users who made them.
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

extension StoreWriter {
    /// Stores dispatches to receivers. A dispatch that was sent, or that waits, stays as it is. A settled dispatch that
    /// is decided again is reopened; a waiting one that has become an emergency waits no longer.
    ///
    /// - Parameter seconds: converts a civil moment of the clinic to seconds since 1970.
    public func put(
        _ dispatches: [Dispatch], by routes: Set<String>, at moment: Int, seconds: (CivilMoment) -> Int
    ) throws {
        for dispatch in dispatches {
            let notification = dispatch.notification
            if notification.reason == .stillStands, dispatch.reached == nil, try hasHeard(dispatch) { continue }
            if dispatch.reached != nil, try isKnown(dispatch, byOthersThan: routes) { continue }
            try execute(
                """
                INSERT INTO dispatch
                    (receiver, route, patient, item, occasion, step, rule, urgency, due, latest, priority, why, delay,
                     delay_detail, not_before, is_catch_up, made_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET
                    settled = NULL, route = excluded.route, rule = excluded.rule, urgency = excluded.urgency,
                    due = excluded.due, latest = excluded.latest, priority = excluded.priority, why = excluded.why,
                    delay = excluded.delay, delay_detail = excluded.delay_detail,
                    not_before = excluded.not_before, is_catch_up = excluded.is_catch_up,
                    made_at = excluded.made_at
                WHERE dispatch.settled IS NOT NULL OR (
                    dispatch.message IS NULL AND (
                        excluded.priority < dispatch.priority AND excluded.priority <= ?
                        -- A clock that was ahead has decided it for a day that is far.
                        OR dispatch.made_at > excluded.made_at))
                """,
                [
                    dispatch.receiver, dispatch.route, notification.key.patient, notification.key.item.rawValue,
                    Int(notification.key.due.daysSinceEpoch), dispatch.step.word, notification.rule.rawValue,
                    notification.urgency.rank, Int(notification.due.daysSinceEpoch),
                    Int(notification.latest.daysSinceEpoch), notification.priority.rawValue, dispatch.why,
                    dispatch.delay?.kind.rawValue, dispatch.delay?.detail, max(moment, seconds(dispatch.notBefore)),
                    dispatch.isCatchUp, moment,
                    NotificationPriority.critical.rawValue,
                ])
        }
    }

    /// Returns whether a escalation step was sent, or waits, by a route that is not in force: a renamed route would send it
    /// again.
    private func isKnown(_ dispatch: Dispatch, byOthersThan routes: Set<String>) throws -> Bool {
        let key = dispatch.notification.key
        let statement = try database.cachedStatement(
            sql: """
                SELECT route FROM dispatch
                WHERE patient = ? AND receiver = ? AND item = ? AND occasion = ? AND step = ?
                    AND settled IS NULL AND withdrawn IS NULL
                """)
        let arguments: StatementArguments = [
            key.patient, dispatch.receiver, key.item.rawValue, Int(key.due.daysSinceEpoch), dispatch.step.word,
        ]
        return try String.fetchAll(statement, arguments: arguments).contains { !routes.contains($0) }
    }

    /// Returns whether a receiver was notified of an item, by any step, since the item reached the stage of an
    /// notification.
    private func hasHeard(_ dispatch: Dispatch) throws -> Bool {
        let key = dispatch.notification.key
        let statement = try database.cachedStatement(
            sql: """
                SELECT EXISTS (
                    SELECT 1 FROM dispatch JOIN announced
                        ON announced.patient = dispatch.patient AND announced.item = dispatch.item
                    WHERE dispatch.patient = ?2 AND dispatch.item = ?3 AND receiver = ?1 AND message IS NOT NULL
                        AND announced.due = ?4 AND stage = ?5 AND made_at >= announced.at)
                """)
        let arguments: StatementArguments = [
            dispatch.receiver, key.patient, key.item.rawValue, Int(key.due.daysSinceEpoch), key.stage.rawValue,
        ]
        return try Bool.fetchOne(statement, arguments: arguments) ?? false
    }

    /// Notes why a dispatch is not sent; it never is, unless it is decided again.
    public func settle(_ dispatch: Int64, because reason: String) throws {
        try execute("UPDATE dispatch SET settled = ?2 WHERE id = ?1", [dispatch, reason])
    }

    /// Notes that a dispatch is over before it was sent. If it applies again, as after a mistake, that is news.
    public func withdraw(_ dispatch: StoredDispatch, because reason: String) throws {
        try settle(dispatch.id, because: reason)
        try execute(
            "UPDATE announced SET withdrawn = 1 WHERE patient = ? AND item = ? AND due = ? AND stage = ?",
            [dispatch.patient, dispatch.item, Int(dispatch.occasion.daysSinceEpoch), dispatch.step.word])
    }

    /// Postpones a dispatch.
    public func putOff(_ dispatch: Int64, until moment: Int, because delay: Delay) throws {
        try execute(
            "UPDATE dispatch SET not_before = ?2, delay = ?3, delay_detail = ?4 WHERE id = ?1",
            [dispatch, moment, delay.kind.rawValue, delay.detail])
    }

    /// Makes dispatches due that wait for a hold or booking, so that they are rechecked: the patient has a new act.
    public func release(heldBack pseudonym: String, at moment: Int) throws {
        try execute(
            """
            UPDATE dispatch SET not_before = ?2, delay = NULL, delay_detail = NULL
            WHERE patient = ?1 AND message IS NULL AND settled IS NULL AND delay IN (?3, ?4)
            """, [pseudonym, moment, Delay.Kind.heldBack.rawValue, Delay.Kind.booked.rawValue])
    }

    /// Makes a message from dispatches or from a line of text.
    @discardableResult
    public func addMessage(
        to receiver: String, by route: String = "", kind: String, priority: Int, line: String?, at moment: Int,
        telling dispatches: [(id: Int64, daysLate: Int)]
    ) throws -> Int64 {
        try execute(
            """
            INSERT INTO message (receiver, kind, priority, line, route, made_at, state, next_attempt)
            VALUES (?, ?, ?, ?, ?, ?, \(State.waiting.sql), ?)
            """, [receiver, kind, priority, line, route, moment, moment])
        let id = database.lastInsertedRowID
        for (place, dispatch) in dispatches.enumerated() {
            try execute(
                "UPDATE dispatch SET message = ?2, days_late = ?3, place = ?4 WHERE id = ?1",
                [dispatch.id, id, dispatch.daysLate, place])
        }
        return id
    }

    /// Notes that a channel has accepted a message.
    public func markAccepted(_ message: Int64, at moment: Int, _ reason: String?) throws {
        try end(message, as: .accepted, at: moment, reason)
    }

    /// Notes a failed attempt to hand over a message, and when it is tried again.
    public func markTried(_ message: Int64, again moment: Int, _ reason: String) throws {
        try execute(
            "UPDATE message SET attempts = attempts + 1, next_attempt = ?2, reason = ?3 WHERE id = ?1",
            [message, moment, reason])
    }

    /// Has messages of this priority or louder that wait until after a moment tried now.
    public func tryNow(whatWaitsBeyond moment: Int, upTo priority: NotificationPriority, at now: Int) throws {
        try execute(
            """
            UPDATE message SET next_attempt = ?2
            WHERE state = \(State.waiting.sql) AND next_attempt > ?1 AND priority <= ?3
            """, [moment, now, priority.rawValue])
    }

    /// Notes that a message is given up.
    public func markDead(_ message: Int64, at moment: Int, _ reason: String) throws {
        try end(message, as: .dead, at: moment, reason)
    }

    private func end(_ message: Int64, as state: State, at moment: Int, _ reason: String?) throws {
        try execute(
            "UPDATE message SET state = ?4, attempts = attempts + 1, reason = ?3, settled_at = ?2 WHERE id = ?1",
            [message, moment, reason, state.rawValue])
    }

    /// Notes a trouble of the service.
    public func noteTrouble(_ kind: String, _ occasion: String, at moment: Int) throws {
        try execute("INSERT OR IGNORE INTO trouble (kind, occasion, at) VALUES (?, ?, ?)", [kind, occasion, moment])
    }

    /// Forgets a trouble that is over, so that it is news when it comes again.
    public func forgetTrouble(_ kind: String, _ occasion: String) throws {
        try execute("DELETE FROM trouble WHERE kind = ? AND occasion = ?", [kind, occasion])
    }

    /// Forgets all troubles of a kind, so that each that lasts is news.
    public func forgetTroubles(_ kind: String) throws {
        try execute("DELETE FROM trouble WHERE kind = ?", [kind])
    }

    /// Adds a silence.
    public func addSilence(
        _ matcher: Matcher, until: CivilDate, reason: String, by who: StaffMember, at moment: Int
    ) throws -> Int64 {
        try execute(
            """
            INSERT INTO silence (at, uid, user, clinics, clinicians, urgencies, items, until, reason)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                moment, Int64(who.uid), who.name, matcher.clinics.joined(separator: "\n"),
                matcher.clinicians.joined(separator: "\n"),
                matcher.urgencies.map(\.rawValue).joined(separator: "\n"),
                matcher.items.map(\.rawValue).joined(separator: "\n"), Int(until.daysSinceEpoch), reason,
            ])
        return database.lastInsertedRowID
    }

    /// Ends a silence, and releases what waited for it.
    ///
    /// - Returns: whether such a silence was in force.
    public func endSilence(_ id: Int64, by who: StaffMember, at moment: Int) throws -> Bool {
        try execute(
            "UPDATE silence SET ended_at = ?2, ended_by = ?3 WHERE id = ?1 AND ended_at IS NULL",
            [id, moment, who.name])
        guard database.changesCount > 0 else { return false }
        try execute(
            """
            UPDATE dispatch SET not_before = ?3, delay = NULL, delay_detail = NULL
            WHERE delay = ?1 AND delay_detail = ?2 AND message IS NULL AND settled IS NULL
            """, [Delay.silence(id).kind.rawValue, Delay.silence(id).detail, moment])
        return true
    }
}
