import CivilCalendar
import ClinicalModel
import ControlInterface
import RosterReading
import StaffWork
import Varlink

/// Requests from the wire; a word that means nothing is an error that names its parameter.
extension ActRequest {
    init(_ request: RecordRequest, by who: StaffMember, today: CivilDate) {
        self.init(
            who: who,
            wish: .record(
                patient: request.patient, EventWords(request.event, today: today),
                note: (request.event.note ?? "").withoutBlanksAround))
    }

    init(_ request: LeaseRequest, by who: StaffMember, today: CivilDate) throws(VarlinkError) {
        guard let kind = LeaseKind(rawValue: request.kind) else { throw .invalidParameter("kind") }
        let item = request.item.flatMap { Item(rawValue: $0) }
        if request.item != nil, item == nil { throw .invalidParameter("item") }
        let until = try ActRequest.lastDay(request.until, from: today)
        let wish: Wish =
            request.second == true
            ? .second(patient: request.patient, kind, item, until: until)
            : .lease(
                patient: request.patient, kind, item, until: until, reason: (request.reason ?? "").withoutBlanksAround)
        self.init(who: who, wish: wish)
    }

    init(_ request: UndoRequest, by who: StaffMember) {
        self.init(who: who, wish: .undo(act: Int64(request.act), reason: request.reason.withoutBlanksAround))
    }

    /// A day, or an interval from today.
    private static func lastDay(_ text: String?, from today: CivilDate) throws(VarlinkError) -> CivilDate? {
        guard let text else { return nil }
        if let day = CivilDate(text) { return day }
        guard let interval = Interval(text) else { throw .invalidParameter("until") }
        return today + interval
    }
}

extension EventWords {
    /// The words of a call; the day is today where it names none.
    init(_ message: EventMessage, today: CivilDate) {
        self.init(
            date: message.date ?? today.description, event: message.event, detail: message.detail ?? "",
            result: message.result ?? "", site: message.site ?? "", count: message.count ?? "",
            size: message.sizeMm ?? "", value: message.value ?? "")
    }
}

extension String {
    /// The text without the blanks at its ends.
    fileprivate var withoutBlanksAround: String {
        var text = Substring(self)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
