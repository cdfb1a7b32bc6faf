import Alerting
import CivilCalendar
import ClinicalModel
import ContactTime
import GRDB
import StaffWork
import Surveillance

extension StoreWriter {
    /// Stores what receivers are to be told; what one of them was told, or is to be told, already stays as it is. What was
    /// settled, and is decided again, is open again; what waits, and has become an emergency, waits no longer.
    ///
    /// - Parameter seconds: gives a civil moment of the clinic in seconds since 1970.
    public func put(
        _ dispatches: [Dispatch], by routes: Set<String>, at moment: Int, seconds: (CivilMoment) -> Int
    ) throws {
        for dispatch in dispatches {
            let announcement = dispatch.announcement
            if announcement.reason == .stillStands, dispatch.rung == nil, try hasHeard(dispatch) { continue }
            if dispatch.rung != nil, try isKnown(dispatch, byOthersThan: routes) { continue }
            try execute(
                """
                INSERT INTO dispatch
                    (receiver, route, patient, item, occasion, step, rule, urgency, due, latest, priority, why, delay,
                     delay_detail, not_before, is_catch_up, made_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET
                    settled = NULL, route = excluded.route, rule = excluded.rule, urgency = excluded.urgency,
                    due = excluded.due, latest = excluded.latest, priority = excluded.priority, why = excluded.why,
                    delay = excluded.delay, delay_detail = excluded.delay_detail, not_before = excluded.not_before, is_catch_up = excluded.is_catch_up,
                    made_at = excluded.made_at
                WHERE dispatch.settled IS NOT NULL OR (
                    dispatch.message IS NULL AND (
                        excluded.priority < dispatch.priority AND excluded.priority <= ?
                        -- A clock that was ahead has decided it for a day that is far.
                        OR dispatch.made_at > excluded.made_at))
                """,
                [
                    dispatch.receiver, dispatch.route, announcement.key.patient, announcement.key.item.rawValue,
                    Int(announcement.key.due.daysSinceEpoch), dispatch.step.word, announcement.rule.rawValue,
                    announcement.urgency.rank, Int(announcement.due.daysSinceEpoch),
                    Int(announcement.latest.daysSinceEpoch), announcement.priority.rawValue, dispatch.why,
                    dispatch.delay?.kind.rawValue, dispatch.delay?.detail, max(moment, seconds(dispatch.notBefore)),
                    dispatch.isCatchUp, moment,
                    AnnouncementPriority.critical.rawValue,
                ])
        }
    }

    /// Whether a step of a ladder is told, or waits, by a route that is not in force: a renamed one would tell it once more.
    private func isKnown(_ dispatch: Dispatch, byOthersThan routes: Set<String>) throws -> Bool {
        let key = dispatch.announcement.key
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

    /// Whether a receiver was told of an item, by whatever step of it, since it came to the stage of an announcement.
    private func hasHeard(_ dispatch: Dispatch) throws -> Bool {
        let key = dispatch.announcement.key
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

    /// Notes why something is not told; unless it is decided again, it never will be.
    public func settle(_ dispatch: Int64, because reason: String) throws {
        try execute("UPDATE dispatch SET settled = ?2 WHERE id = ?1", [dispatch, reason])
    }

    /// Notes that something is over before it was told: should it be so again, as after a mistake, that is news.
    public func withdraw(_ dispatch: StoredDispatch, because reason: String) throws {
        try settle(dispatch.id, because: reason)
        try execute(
            "UPDATE announced SET withdrawn = 1 WHERE patient = ? AND item = ? AND due = ? AND stage = ?",
            [dispatch.patient, dispatch.item, Int(dispatch.occasion.daysSinceEpoch), dispatch.step.word])
    }

    /// Puts something off.
    public func putOff(_ dispatch: Int64, until moment: Int, because delay: Delay) throws {
        try execute(
            "UPDATE dispatch SET not_before = ?2, delay = ?3, delay_detail = ?4 WHERE id = ?1",
            [dispatch, moment, delay.kind.rawValue, delay.detail])
    }

    /// Lets what waits because an item was held back be looked at again: something was done for the patient.
    public func release(heldBack pseudonym: String, at moment: Int) throws {
        try execute(
            """
            UPDATE dispatch SET not_before = ?2, delay = NULL, delay_detail = NULL
            WHERE patient = ?1 AND message IS NULL AND settled IS NULL AND delay IN (?3, ?4)
            """, [pseudonym, moment, Delay.Kind.heldBack.rawValue, Delay.Kind.booked.rawValue])
    }

    /// Makes a message that tells of these, or says a line.
    @discardableResult
    public func addMessage(
        to receiver: String, by route: String = "", kind: String, priority: Int, line: String?, at moment: Int,
        telling dispatches: [(id: Int64, daysLate: Int)]
    ) throws -> Int64 {
        try execute(
            """
            INSERT INTO message (receiver, kind, priority, line, route, made_at, state, next_attempt)
            VALUES (?, ?, ?, ?, ?, ?, 'waiting', ?)
            """, [receiver, kind, priority, line, route, moment, moment])
        let id = database.lastInsertedRowID
        for dispatch in dispatches {
            try execute(
                "UPDATE dispatch SET message = ?2, days_late = ?3 WHERE id = ?1", [dispatch.id, id, dispatch.daysLate])
        }
        return id
    }

    /// Notes that a channel has taken a message.
    public func markAccepted(_ message: Int64, at moment: Int, _ reason: String?) throws {
        try execute(
            "UPDATE message SET state = 'accepted', attempts = attempts + 1, reason = ?3, settled_at = ?2 WHERE id = ?1",
            [message, moment, reason])
    }

    /// Notes that a message could not be handed over, and when it is tried again.
    public func markTried(_ message: Int64, again moment: Int, _ reason: String) throws {
        try execute(
            "UPDATE message SET attempts = attempts + 1, next_attempt = ?2, reason = ?3 WHERE id = ?1",
            [message, moment, reason])
    }

    /// Has the messages of a priority, and of louder ones, that wait until after a moment tried now.
    public func tryNow(whatWaitsBeyond moment: Int, upTo priority: AnnouncementPriority, at now: Int) throws {
        try execute(
            "UPDATE message SET next_attempt = ?2 WHERE state = 'waiting' AND next_attempt > ?1 AND priority <= ?3",
            [moment, now, priority.rawValue])
    }

    /// Notes that a message is given up.
    public func markDead(_ message: Int64, at moment: Int, _ reason: String) throws {
        try execute(
            "UPDATE message SET state = 'dead', attempts = attempts + 1, reason = ?3, settled_at = ?2 WHERE id = ?1",
            [message, moment, reason])
    }

    /// Notes a trouble of the service.
    public func noteTrouble(_ kind: String, _ occasion: String, at moment: Int) throws {
        try execute("INSERT OR IGNORE INTO trouble VALUES (?, ?, ?)", [kind, occasion, moment])
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

    /// Ends a silence, and lets what waited for it go.
    ///
    /// - Returns: whether there was one that held.
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
