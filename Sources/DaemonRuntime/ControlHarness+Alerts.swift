import Alerting
import AuditTrail
import CivilCalendar
import ClinicalModel
import ControlInterface
import JSONText
import StaffWork
import Varlink

/// The methods about who is told.
extension ControlHarness {
    var alertingMethods: [String: MethodImplementation] {
        [
            "Alerts": answer { try self.answers.alerts(try AlertsRequest(json: $0.parameters)) },
            "Next": onRoster { try self.answers.next(try NextRequest(json: $0.parameters)) },
            "Silences": answer { _ in try self.answers.silences() },
            "RouteTest": onRoster { context in
                let (mrn, page) = try self.answers.routeTest(try RouteTestRequest(json: context.parameters))
                self.noteRead("route-test", context, patient: mrn, "as of \(page.asOf)")
                return page
            },
            "Drill": telling { context, _ in
                let route = try DrillRequest(json: context.parameters).route
                let telling = self.answers.configuration.telling
                guard let found = telling.routes.first(where: { $0.name == route }) else {
                    throw VarlinkError(
                        "\(ControlInterface.name).RouteNotFound",
                        ["routes": .array(telling.routes.map { .string($0.name) })])
                }
                let receivers = found.receivers + found.ladder.flatMap(\.receivers)
                return .drill(route: route, receivers: Array(Set(receivers)).sorted())
            },
            "Silence": telling { context, who in
                try TellingRequest(
                    try SilenceRequest(json: context.parameters), by: who, today: self.answers.today,
                    limits: self.answers.configuration.leaseLimits)
            },
            "EndSilence": telling { context, who in
                .endSilence(Int64(try EndSilenceRequest(json: context.parameters).silence), who)
            },
        ]
    }

    /// A method that changes what is told; the store is the watchman's to change.
    private func telling(
        _ read: @escaping (CallContext, StaffMember) throws -> TellingRequest
    ) -> MethodImplementation {
        requiring(.operator) { context in
            let who = self.access.person(context.peer)
            do {
                let request = try read(context, who)
                self.ask(.telling(request)) { outcome in
                    switch outcome {
                    case .tellingChanged(let number): self.reply(context, request, who, number)
                    case .storeFailed(let error): self.fail(context, error)
                    // No other job ends so.
                    case .judged, .dayTurned, .acted, .notActed, .settled, .noted:
                        self.fail(context, UnexpectedOutcome())
                    }
                }
            } catch let refusal as ActRefusal {
                context.fail(VarlinkError(.refused(refusal), patient: nil))
            } catch {
                self.fail(context, error)
            }
        }
    }

    private func reply(_ context: CallContext, _ request: TellingRequest, _ who: StaffMember, _ number: Int64?) {
        let id = number.map { Int($0) } ?? 0
        audit.noteAct(
            AuditDraft(
                at: answers.clock.now, uid: who.uid, user: who.name, verb: request.verb,
                detail: number == nil ? "nothing to change" : request.words(number: id), reason: request.reason))
        switch request {
        case .silence(_, let until, _, _): context.reply(SilenceOutcome(silence: id, until: until.description))
        case .endSilence:
            if number == nil {
                context.fail(VarlinkError("\(ControlInterface.name).SilenceNotFound"))
            } else {
                context.reply(EmptyReport())
            }
        case .drill(_, let receivers): context.reply(DrillReport(messages: (0..<receivers.count).map { id + $0 }))
        }
    }
}
