import CivilCalendar
import ClinicalModel
import ContactTime
import Surveillance

/// What a route would do for an item at a moment.
public struct RouteTrial: Hashable, Sendable {
    /// What is owed.
    public let item: Item
    /// The route.
    public let route: String
    /// The receiver; empty if there is none.
    public let receiver: String
    /// `news`, or the step of the escalation.
    public let step: String
    /// When it would be sent if nothing else changes.
    public let moment: CivilMoment
    /// Whether the route matches the item.
    public let matches: Bool
    /// Why at that moment, or why not.
    public let why: String
}

extension Routing {
    /// Returns what each route would do for an item of a patient: for its news now, and for each step of its escalation.
    public func trial(_ item: WatchedItem, of subject: RoutedPatient, at now: CivilMoment) -> [RouteTrial] {
        let isLastResort =
            item.urgency == .emergency
            && !routes.contains { $0.matcher.matches(item.item, item.urgency, of: subject) }
        return (isLastResort ? all : routes).flatMap { route -> [RouteTrial] in
            if let mismatch = route.matcher.mismatch(item.item, item.urgency, of: subject) {
                return [
                    RouteTrial(
                        item: item.item, route: route.name, receiver: "", step: "news", moment: now, matches: false,
                        why: mismatch)
                ]
            }
            var trials: [RouteTrial] = []
            func add(_ receivers: [String], _ step: String, from moment: CivilMoment, isAlarm: Bool, _ words: String?) {
                let (opening, delay) = opening(
                    of: route, for: item.item, item.urgency, isEmergency: item.urgency == .emergency,
                    isAlarm: isAlarm, subject,
                    at: moment)
                let held = item.isHeldBack ? "held back meanwhile" : nil
                let why = [words, held, delay?.words].compactMap(\.self)
                for receiver in receivers {
                    trials.append(
                        RouteTrial(
                            item: item.item, route: route.name, receiver: receiver, step: step, moment: opening,
                            matches: true, why: why.isEmpty ? "at once" : why.joined(separator: ", ")))
                }
            }
            add(
                route.receivers, "news", from: now,
                isAlarm: !item.urgentSymptoms.isEmpty || !item.findings.isEmpty || item.urgentSince != nil, nil)
            for step in EscalationPolicy(route, calendar).steps(of: item) {
                let day = CivilMoment(day: step.day, time: .midnight)
                add(step.receivers, step.step.word, from: max(now, day), isAlarm: false, step.why)
            }
            return trials
        }
    }
}

extension Matcher {
    /// Returns, in words, which lists do not contain an item of a patient; nil if the matcher matches it.
    func mismatch(_ item: Item, _ urgency: Urgency, of subject: RoutedPatient) -> String? {
        if !clinics.isEmpty, !clinics.contains(subject.clinic) { return "it is not about clinic \(subject.clinic)" }
        if !clinicians.isEmpty, !clinicians.contains(subject.clinician) {
            return "it is not about clinician \(subject.clinician)"
        }
        if !urgencies.isEmpty, !urgencies.contains(urgency) { return "it is not about what is \(urgency.rawValue)" }
        if !items.isEmpty, !items.contains(item) { return "it is not about \(item.rawValue)" }
        return nil
    }
}
