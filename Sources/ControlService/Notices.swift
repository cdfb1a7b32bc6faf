import Alerting
import ClinicalModel
import ControlInterface
import LocatedTOML
import Service
import Spelling
import WatchStore

/// What people must know about how reliably notifications arrive.
extension QueryService {
    /// What everyone who reads a list must know of it.
    func noticesOfDelivery(_ facts: ServiceFacts) -> [Notice] {
        var notices: [Notice] = []
        if state.clock == .notified {
            notices.append(
                Notice(
                    kind: "clock-unsynchronised",
                    message: "The machine's clock is not synchronised: dates may be wrong. See: timedatectl."))
        }
        let (undelivered, waiting) = (facts.undelivered, facts.waiting)
        let failing = facts.failing.filter { settings.notifications.receiver($0) != nil }
        if !undelivered.isEmpty {
            notices.append(
                Notice(
                    kind: "emergency-undelivered",
                    message:
                        "An emergency was given up in the last week and not told to \(undelivered.joined(separator: ", "));"
                        + " see: cnswatch alerts --failed"))
        }
        if !waiting.isEmpty {
            notices.append(
                Notice(
                    kind: "emergency-waiting",
                    message:
                        "An emergency is not yet told to \(waiting.joined(separator: ", ")), whose channel does not take it;"
                        + " see: cnswatch alerts --failed"))
        }
        if !failing.isEmpty {
            notices.append(
                Notice(
                    kind: "delivery-failing",
                    message:
                        "The channel of \(failing.joined(separator: ", ")) takes no messages; they wait and are tried"
                        + " again. See: cnswatch alerts --failed"))
        }
        let dead = facts.deadMessages
        if dead > 0 {
            notices.append(
                Notice(
                    kind: "delivery",
                    message: "\(Pluralised(dead, "message").with("was", "were")) given up in the last week; "
                        + "see: cnswatch alerts --failed"))
        }
        return notices
    }

    /// What an admin must know about patients whom no route is about; nil where there are none.
    var noticeOfUnrouted: Notice? {
        let routing = Routing(routes: settings.notifications.routes, calendar: settings.notifications.calendar)
        // Where a route is about every patient, there are none.
        if routing.isAboutEverybody { return nil }
        let unrouted = ((try? store.read { try $0.places() }) ?? []).filter { place in
            !routing.isAbout(RoutedPatient(pseudonym: "", clinic: place.clinic, clinician: place.clinician))
        }
        guard let first = unrouted.first else { return nil }
        return Notice(
            kind: "unrouted",
            message: "No route is about patients of \(first)"
                + (unrouted.count == 1 ? "" : ", and of \(Pluralised(unrouted.count - 1, "more", "more"))")
                + ": nobody but the journal is told of them. See: cnswatch route test MRN.")
    }

    /// What an admin must know where receivers are configured, and none of them for the service's own troubles; nil otherwise.
    package var noticeOfUnheardTroubles: Notice? {
        let notifications = settings.notifications
        guard !notifications.receivers.isEmpty, notifications.serviceReceivers.isEmpty else { return nil }
        return Notice(
            kind: "troubles-unheard",
            message:
                "No receiver is named below [service]: when a channel gives up an emergency, the disk is full or the "
                + "roster is refused, only the journal is told.")
    }
}

/// Why a list for a clinic is empty: no patient has a clinic of that name.
struct UnknownClinic {
    private static let namesShown = 12

    let notice: Notice

    /// The notice about a clinic that the roster does not name; nil where it does.
    init?(_ clinic: String, among clinics: [String]) {
        guard !clinics.contains(clinic) else { return nil }
        var message = "No patient has the clinic \(Excerpt(clinic)), so this list says nothing of anybody"
        if let near = NearestWord(to: clinic.utf8, among: clinics) {
            message += "; did you mean \(Excerpt(near.word))?"
        }
        if clinics.isEmpty {
            message += "; the roster names no clinic: fill its column clinic."
        } else {
            if !message.hasSuffix("?") { message += "." }
            let rest = clinics.count - UnknownClinic.namesShown
            let names = clinics.prefix(UnknownClinic.namesShown).map { "\(Excerpt($0))" }.joined(separator: ", ")
            message += " The clinics: \(names)\(rest > 0 ? " and \(Pluralised(rest, "other"))" : "")."
        }
        notice = Notice(kind: "clinic-unknown", message: message)
    }
}
