import ControlInterface

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
