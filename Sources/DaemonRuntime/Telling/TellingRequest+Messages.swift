import Alerting
import CivilCalendar
import ClinicalModel
import ControlInterface
import StaffWork
import Surveillance
import Varlink

extension TellingRequest {
    /// A silence as it is asked for on the wire; throws `ActRefusal` where it may not be, or the parameter that means nothing.
    init(_ request: SilenceRequest, by who: StaffMember, today: CivilDate, limits: LeaseLimits) throws {
        var matcher = Matcher()
        matcher.clinics = request.clinics ?? []
        matcher.clinicians = request.clinicians ?? []
        matcher.urgencies = try (request.urgencies ?? []).map { word in
            guard let urgency = Urgency(rawValue: word) else { throw VarlinkError.invalidParameter("urgencies") }
            return urgency
        }
        matcher.items = try (request.items ?? []).map { word in
            guard let item = Item(rawValue: word) else { throw VarlinkError.invalidParameter("items") }
            return item
        }
        guard matcher != Matcher() else { throw ActRefusal.silencesEverything }
        guard !request.reason.isEmpty else { throw ActRefusal.noReason("silence") }
        guard let until = CivilDate(request.until) ?? Interval(request.until).map({ today + $0 }) else {
            throw VarlinkError.invalidParameter("until")
        }
        if until < today { throw ActRefusal.endPassed(until, today: today) }
        if until > today + limits.atMost { throw ActRefusal.tooLong(until, atMost: today + limits.atMost) }
        self = .silence(matcher, until: until, reason: request.reason, who)
    }

    /// The verb under which the audit trail shows it.
    var verb: String {
        switch self {
        case .silence: "silence"
        case .endSilence: "end-silence"
        case .drill: "drill"
        }
    }

    /// Why, as the person said.
    var reason: String? {
        if case .silence(_, _, let reason, _) = self { reason } else { nil }
    }

    /// What was done, in words.
    func words(number: Int) -> String {
        switch self {
        case .silence(let matcher, let until, _, _):
            return "silence \(number) of \(matcher.words) until \(until)"
        case .endSilence(let id, _): return "silence \(id)"
        case .drill(let route, let receivers): return "route \(route), to \(receivers.joined(separator: ", "))"
        }
    }
}
