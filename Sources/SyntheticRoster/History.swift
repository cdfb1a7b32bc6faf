import CivilCalendar
import ClinicalModel

/// A story under construction: the events of one patient up to a day.
struct History {
    let asOf: CivilDate
    let agents: SyntheticAgents
    var random: SplitMix64
    let isMale: Bool
    /// The last day of follow-up: today, but for the few whom the clinic lost without a word.
    private(set) var keptUntil: CivilDate
    private(set) var events: [SyntheticEvent] = []
    /// The drugs against metastatic disease that are being given, and since when some are.
    private var regimen: [Agent] = []
    private(set) var treatedSince: CivilDate?
    /// The day on which follow-up ended with a status.
    var ended: CivilDate?

    init(random: SplitMix64, asOf: CivilDate, agents: SyntheticAgents, isMale: Bool = false) {
        self.random = random
        keptUntil = asOf
        self.asOf = asOf
        self.agents = agents
        self.isMale = isMale
    }

    /// Lets the clinic lose a few of its patients: they come to no routine examination for some months or a year and a
    /// half, and nobody wrote down why.
    mutating func loseFew() {
        if random.chance(2) { keptUntil = asOf - .days(random.number(120...540)) }
    }

    /// Adds an event on a day; adds nothing if the day is in the future.
    mutating func add(
        _ date: CivilDate, _ content: EventContent, site: StaticString = "", note: StaticString = ""
    ) {
        add(PartialDate(date), content, site: site, note: note)
    }

    /// Adds an event on a date that may be partial; adds nothing if the date may be in the future.
    mutating func add(
        _ date: PartialDate, _ content: EventContent, site: StaticString = "", note: StaticString = ""
    ) {
        guard date.last <= asOf else { return }
        events.append(SyntheticEvent(date: date, content: content, site: site, note: note))
    }

    /// Adds an appointment, which may be in the future.
    mutating func book(_ item: Item, on date: CivilDate, _ result: AppointmentResult = .booked) {
        let content = EventContent.appointment(item, result)
        events.append(SyntheticEvent(date: PartialDate(date), content: content, site: "", note: ""))
    }

    /// Begins a systemic therapy, and ends what is no part of it.
    mutating func treat(with drugs: [Agent], from day: CivilDate) {
        for agent in regimen where !drugs.contains(agent) { add(day, .drug(agent, .stop)) }
        for agent in drugs where !regimen.contains(agent) { add(day, .drug(agent, .start)) }
        regimen = drugs
        if treatedSince == nil { treatedSince = day }
    }

    /// The date as remembered after years: mostly to the day.
    mutating func remembered(_ date: CivilDate) -> PartialDate {
        let (year, month, _) = date.components
        guard date < asOf - .months(24), random.chance(10) else { return PartialDate(date) }
        if random.chance(15), let partial = PartialDate(year: year) { return partial }
        return PartialDate(year: year, month: month) ?? PartialDate(date)
    }

    /// A random day whose distance before today lies in the range.
    mutating func ago(_ days: ClosedRange<Int>) -> CivilDate { asOf - .days(random.number(days)) }

    /// A random day whose distance after the date lies in the range.
    mutating func after(_ date: CivilDate, _ days: ClosedRange<Int>) -> CivilDate { date + .days(random.number(days)) }

    /// Sorts the events by date, those of one date in the order in which they were added.
    mutating func sort() {
        let order = events.indices.sorted {
            (events[$0].date.first, $0) < (events[$1].date.first, $1)
        }
        events = order.map { events[$0] }
    }
}

/// An invented event with the parts of its row beyond the meaning: the text of the site and a note.
struct SyntheticEvent {
    let date: PartialDate
    let content: EventContent
    let site: StaticString
    let note: StaticString
}

/// The drugs used in the stories.
struct SyntheticAgents {
    let trastuzumab: Agent
    let pertuzumab: Agent
    let emtansine: Agent
    let deruxtecan: Agent
    let tucatinib: Agent
    let docetaxel: Agent
    let capecitabine: Agent
    let letrozole: Agent
    let intrathecal: Agent

    init() {
        trastuzumab = Agent("trastuzumab")
        pertuzumab = Agent("pertuzumab")
        emtansine = Agent("trastuzumab-emtansine")
        deruxtecan = Agent("trastuzumab-deruxtecan")
        tucatinib = Agent("tucatinib")
        docetaxel = Agent("docetaxel")
        capecitabine = Agent("capecitabine")
        letrozole = Agent("letrozole")
        intrathecal = Agent("intrathecal-trastuzumab")
    }
}
