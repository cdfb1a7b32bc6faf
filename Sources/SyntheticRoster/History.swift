import CivilCalendar
import ClinicalModel

/// A story under construction: the events of one patient up to a day.
struct History {
    let asOf: CivilDate
    let agents: SyntheticAgents
    var random: SplitMix64
    /// The last day on which routine follow-up was kept: today for most patients, long ago for those with overdue
    /// items.
    let keptUntil: CivilDate
    private(set) var events: [SyntheticEvent] = []

    init(random: SplitMix64, asOf: CivilDate, agents: SyntheticAgents) {
        var random = random
        let punctuality = random.number(0...99)
        let lapse =
            switch punctuality {
            case 0..<82: 0
            case 82..<93: random.number(20...60)
            default: random.number(120...420)
            }
        keptUntil = asOf - .days(lapse)
        self.random = random
        self.asOf = asOf
        self.agents = agents
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

    /// Books the next appointment of a series due on a day, as clinics do: often, and not always in time.
    mutating func bookNext(_ item: Item, due: CivilDate) {
        if keptUntil < asOf, due < asOf - .days(14) {
            if random.chance(40) { book(item, on: due + .days(random.number(0...10)), .missed) }
            return
        }
        guard due <= asOf + .days(42), random.chance(55) else { return }
        let late = random.chance(15) ? random.number(20...45) : random.number(-6...6)
        let date = max(due + .days(late), asOf + .days(random.number(1...5)))
        book(item, on: date)
        if random.chance(5) { book(item, on: date, .cancelled) }
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
