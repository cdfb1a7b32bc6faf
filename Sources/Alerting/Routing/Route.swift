import ContactTime

/// Who is told of what, and when: the admin's choice.
public struct Route: Hashable, Sendable {
    /// Its name.
    public let name: String
    /// What it is about.
    public let matcher: Matcher
    /// Who is told first.
    public let receivers: [String]
    /// The time of day at which what is neither an emergency nor newly urgent is told together; nil for at once.
    public let digest: DigestTime?
    /// When nobody is told of anything but emergencies: it waits, and is not dropped.
    public let quiet: QuietHours?
    /// Who else is told, and after how long.
    public let ladder: [LadderStep]
    /// After how many working days an overdue item that nobody owns is told again, and again; nil for never.
    public let repeatAfter: Int?

    /// A route of these parts.
    public init(
        name: String, matcher: Matcher = Matcher(), receivers: [String], digest: DigestTime? = nil,
        quiet: QuietHours? = nil, ladder: [LadderStep] = [], repeatAfter: Int? = nil
    ) {
        self.name = name
        self.matcher = matcher
        self.receivers = receivers
        self.digest = digest
        self.quiet = quiet
        self.ladder = ladder
        self.repeatAfter = repeatAfter
    }

    /// Whether it names a receiver for a step of an item.
    public func names(_ receiver: String, for step: AlertStep) -> Bool {
        switch step {
        case .stage, .repetition: receivers.contains(receiver)
        case .escalation(let number):
            ladder.indices.contains(number - 1) && ladder[number - 1].receivers.contains(receiver)
        }
    }

    /// The first moment from this one on at which it tells of what is no emergency, and what holds that up.
    ///
    /// - Parameter isAlarm: whether it is something new that makes an item urgent: that waits for people to be awake, and not for
    ///   a digest, which may be days away.
    public func opening(
        from now: CivilMoment, _ calendar: WorkingCalendar, isAlarm: Bool
    ) -> (moment: CivilMoment, delay: Delay?) {
        var (moment, delay): (CivilMoment, Delay?) = (now, nil)
        if !isAlarm, let digest = digest?.next(onOrAfter: moment, calendar: calendar), digest > moment {
            (moment, delay) = (digest, .digest)
        }
        if let end = quiet?.end(at: moment, calendar: calendar) { (moment, delay) = (end, .quiet) }
        return (moment, delay)
    }
}
