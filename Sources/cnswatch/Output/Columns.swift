import ClinicalModel
import ControlInterface
import Terminal

/// The columns of an item in CSV, and its remarks in tables.
enum ItemColumns {
    static let names = [
        "item", "rule", "also", "anchor", "earliest", "due", "latest", "status", "urgency", "modality", "substitute",
        "flags", "booked", "misses", "daysLate",
    ]

    static func fields(_ item: ItemReport) -> [String] {
        [
            item.item, item.rule, item.also.joined(separator: " "), item.anchor, item.earliest, item.due, item.latest,
            item.status, item.urgency, item.modality ?? "", item.substitute ? "true" : "false",
            item.flags.joined(separator: " "), item.booked ?? "", "\(item.misses)", "\(item.daysLate)",
        ]
    }

    /// What a table says of an item beside its dates, and beside its booking where that has a column of its own.
    static func remarks(_ item: ItemReport, besideBooking: Bool = false) -> String {
        // What is said in other words below is not said twice.
        var remarks = item.flags.filter {
            ($0 != "mri-contraindicated" || !item.substitute) && ($0 != "missed" || item.misses < 2)
        }
        if item.substitute { remarks.append("as CT with contrast") }
        if let booked = item.booked, !besideBooking { remarks.append("booked \(booked)") }
        if item.misses > 1 { remarks.append("missed \(Counted(item.misses, "time"))") }
        return remarks.joined(separator: ", ")
    }

    /// How late an item is, in words for a table.
    static func lateness(_ item: ItemReport) -> String {
        item.daysLate == 0 ? "" : "\(Counted(item.daysLate, "day")) late"
    }
}

/// The columns of a patient's items in CSV.
enum PatientColumns {
    static let names = ["mrn", "phase", "incomplete"] + ItemColumns.names

    /// One row an item; a patient who is owed nothing has one row without an item, so that nobody disappears.
    static func rows(_ mrn: String, _ phase: String, _ incomplete: Bool, _ items: [ItemReport]) -> [[String]] {
        let who = [mrn, phase, incomplete ? "true" : "false"]
        return items.isEmpty ? [who + ItemColumns.names.map { _ in "" }] : items.map { who + ItemColumns.fields($0) }
    }
}

/// The columns of a work-list's row in CSV.
enum DueColumns {
    static let names =
        ["mrn", "familyName", "givenName", "clinic", "clinician", "phase", "incomplete", "absentSince"]
        + ItemColumns.names + ["owner", "mask", "maskUntil", "highRisk"]

    static func fields(_ row: DueRow) -> [String] {
        [
            row.mrn, row.familyName, row.givenName, row.clinic, row.clinician, row.phase,
            row.incomplete ? "true" : "false", row.absentSince ?? "",
        ] + ItemColumns.fields(row.item)
            + [row.owner ?? "", row.mask ?? "", row.maskUntil ?? "", row.highRisk ? "true" : "false"]
    }
}

/// Patients who were found: by what they are told apart.
enum FoundColumns {
    static let names = [
        "mrn", "familyName", "givenName", "birthDate", "clinic", "phase", "incomplete", "absentSince", "pseudonym",
    ]

    static func fields(_ patient: PatientRow) -> [String] {
        [
            patient.mrn, patient.familyName, patient.givenName, patient.birthDate ?? "", patient.clinic, patient.phase,
            patient.incomplete ? "true" : "false", patient.absentSince ?? "", patient.pseudonym,
        ]
    }

    static func table(_ patients: [PatientRow], width: Int?, colours: Colours = .standard) -> [String] {
        var table = TextTable(
            [
                .init("MRN"), .init("NAME", .cut(10)), .init("BORN"), .init("CLINIC", .cut(6), isOptional: true),
                .init("PHASE", .wrapped), .init("REMARKS", .wrapped, isOptional: true),
            ], colours: colours, width: width)
        for patient in patients {
            let remarks = [
                patient.incomplete ? "incomplete data" : nil,
                patient.absentSince.map { "not in the export since \($0)" },
            ].compactMap(\.self)
            table.add([
                patient.mrn,
                [patient.familyName, patient.givenName].filter { !$0.isEmpty }.joined(separator: ", "),
                patient.birthDate ?? "-", patient.clinic, patient.phase, remarks.joined(separator: ", "),
            ])
        }
        return table.lines
    }
}

/// The columns of an act's outcome in CSV.
enum ActColumns {
    static let names = ["mrn", "item", "act", "wantsSecond", "standing", "row", "changes", "warnings"]

    static func fields(_ outcome: ActOutcome) -> [String] {
        [
            outcome.mrn, outcome.item ?? "", outcome.act.map { "\($0)" } ?? "", outcome.wantsSecond ?? "",
            outcome.standing ?? "", outcome.row.map { "\($0)" } ?? "", outcome.changes.joined(separator: "; "),
            outcome.warnings.joined(separator: "; "),
        ]
    }
}

/// The columns of the audit trail.
enum AuditColumns {
    static let names = [
        "number", "at", "uid", "user", "verb", "patient", "item", "detail", "before", "after", "reason", "action",
        "previous", "hash",
    ]

    static func fields(_ entry: AuditEntryReport) -> [String] {
        [
            "\(entry.number)", "\(entry.at)", "\(entry.uid)", entry.user, entry.verb, entry.patient ?? "",
            entry.item ?? "", entry.detail, entry.before ?? "", entry.after ?? "", entry.reason ?? "",
            entry.action.map { "\($0)" } ?? "", entry.previous, entry.hash,
        ]
    }

    static let headings = ["NUMBER", "WHEN", "WHO", "DID", "PATIENT", "ITEM", "WHAT"]

    static func cells(_ entry: AuditEntryReport) -> [String] {
        let change = entry.before == nil && entry.after == nil ? nil : "\(entry.before ?? "-") -> \(entry.after ?? "-")"
        let what = [
            entry.detail.isEmpty ? nil : entry.detail, change, entry.reason.map { "reason: \($0)" },
            entry.action.map { "act \($0)" },
        ].compactMap(\.self)
        return [
            "\(entry.number)", ClinicZone.instant(entry.at), entry.user, entry.verb, entry.patient ?? "",
            entry.item ?? "", what.joined(separator: "; "),
        ]
    }
}

/// The columns of a message to a receiver.
enum MessageColumns {
    static let names = [
        "number", "at", "receiver", "kind", "priority", "items", "line", "state", "attempts", "nextAttempt", "reason",
        "settledAt",
    ]

    static func fields(_ message: MessageReport) -> [String] {
        [
            "\(message.number)", "\(message.at)", message.receiver, message.kind, message.priority, "\(message.items)",
            message.line ?? "", message.state, "\(message.attempts)", message.nextAttempt.map { "\($0)" } ?? "",
            message.reason ?? "", message.settledAt.map { "\($0)" } ?? "",
        ]
    }

    static let headings = [
        "NUMBER", "WHEN", "RECEIVER", "KIND", "PRIORITY", "ITEMS", "STATE", "TRIES", "REASON", "SAYS",
    ]

    static func cells(_ message: MessageReport) -> [String] {
        // Before the first try there is nothing to say of the next.
        let again = message.attempts > 0 ? message.nextAttempt.map { "again \(ClinicZone.instant($0))" } : nil
        return [
            "\(message.number)", ClinicZone.instant(message.at), message.receiver, message.kind, message.priority,
            "\(message.items)", message.state, "\(message.attempts)",
            [message.reason, again].compactMap(\.self).joined(separator: "; "), message.line ?? "",
        ]
    }
}

/// The columns of what is to be told and of what turns: rows of two kinds in one table, each with its own columns filled.
enum NextColumns {
    static let names = [
        "kind", "at", "receiver", "items", "worst", "delay", "date", "opening", "due", "overdue",
    ]

    static func rows(_ report: NextReport) -> [[String]] {
        report.tellings.map { telling in
            [
                "telling", "\(telling.at)", telling.receiver, "\(telling.items)", telling.worst, telling.delay ?? "",
                "",
                "", "", "",
            ]
        }
            + report.turns.map { turn in
                [
                    "turn", "", "", "", "", "", turn.date, "\(turn.opening)", "\(turn.due)", "\(turn.overdue)",
                ]
            }
    }
}

/// The columns of a route that is tried out.
enum RouteTestColumns {
    static let names = ["item", "route", "receiver", "step", "at", "matches", "why"]

    static func fields(_ row: RouteTestReport) -> [String] {
        [row.item, row.route, row.receiver, row.step, row.at, row.matches ? "true" : "false", row.why]
    }

    static let headings = ["ITEM", "ROUTE", "RECEIVER", "STEP", "AT", "TOLD", "WHY"]

    static func cells(_ row: RouteTestReport) -> [String] {
        [row.item, row.route, row.receiver, row.step, row.at, row.matches ? "yes" : "no", row.why]
    }
}

/// The columns of a silence.
enum SilenceColumns {
    static let names = [
        "silence", "at", "who", "clinics", "clinicians", "urgencies", "items", "until", "reason",
    ]

    static func fields(_ silence: SilenceReport) -> [String] {
        [
            "\(silence.silence)", "\(silence.at)", silence.who, silence.clinics.joined(separator: "; "),
            silence.clinicians.joined(separator: "; "), silence.urgencies.joined(separator: " "),
            silence.items.joined(separator: " "), silence.until, silence.reason,
        ]
    }

    static let headings = ["NUMBER", "SINCE", "WHO", "UNTIL", "WHAT", "REASON"]

    static func cells(_ silence: SilenceReport) -> [String] {
        [
            "\(silence.silence)", ClinicZone.instant(silence.at), silence.who, silence.until, what(silence),
            silence.reason,
        ]
    }

    /// What is silenced, in words: all of it must match.
    private static func what(_ silence: SilenceReport) -> String {
        let parts = [
            ("clinic", silence.clinics), ("clinician", silence.clinicians), ("urgency", silence.urgencies),
            ("item", silence.items),
        ].filter { !$0.1.isEmpty }.map { "\($0) \($1.joined(separator: " or "))" }
        return parts.isEmpty ? "everything" : parts.joined(separator: ", ")
    }
}
