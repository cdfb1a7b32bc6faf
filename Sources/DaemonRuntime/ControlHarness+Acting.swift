import AuditTrail
import CivilCalendar
import ClinicalModel
import ControlInterface
import Reporting
import StaffWork
import Surveillance
import Varlink

/// The methods by which staff act, and try out what an act would change.
extension ControlHarness {
    var actingMethods: [String: MethodImplementation] {
        [
            "Record": acting { context, who in
                let request = try RecordRequest(json: context.parameters)
                return (ActRequest(request, by: who, today: self.answers.today), request.dryRun ?? false)
            },
            "Lease": acting { context, who in
                let request = try LeaseRequest(json: context.parameters)
                return (try ActRequest(request, by: who, today: self.answers.today), request.dryRun ?? false)
            },
            "Undo": acting { context, who in
                let request = try UndoRequest(json: context.parameters)
                return (ActRequest(request, by: who), request.dryRun ?? false)
            },
        ]
    }

    /// A method that acts, or tries out, as its request says.
    private func acting(
        _ read: @escaping (CallContext, StaffMember) throws -> (request: ActRequest, isDryRun: Bool)
    ) -> MethodImplementation {
        requiring(.operator) { context in
            // An act that nobody waits to hear of could not be refused in words, and many of them would hold up everybody's.
            if context.call.mode == .oneway { return }
            self.onceSettled {
                do {
                    let (request, isDryRun) = try read(context, self.access.person(context.peer))
                    if isDryRun {
                        let result = try self.answers.tryOut(request)
                        switch result {
                        case .success(let done):
                            self.audit.noteRead(
                                "dry-run", by: request.who, patient: done.mrn, item: done.verdict.item?.rawValue,
                                "\(done.verdict.deed.verb): \(done.words)")
                        case .failure(let failure):
                            self.audit.noteAct(
                                AuditDraft(refused: request, failure, at: self.answers.clock.now, isDryRun: true))
                        }
                        self.reply(context, result, to: request)
                    } else {
                        self.act(request, context)
                    }
                } catch {
                    self.fail(context, error)
                }
            }
        }
    }

    private func act(_ request: ActRequest, _ context: CallContext) {
        ask(.act(request)) { outcome in
            switch outcome {
            case .acted(let done, _):
                self.audit.noteAct(AuditDraft(done, by: request.who, at: self.answers.clock.now))
                self.reply(context, .success(done), to: request)
                self.tellChange()
            case .notActed(let failure):
                self.audit.noteAct(AuditDraft(refused: request, failure, at: self.answers.clock.now))
                self.reply(context, .failure(failure), to: request)
            case .storeFailed(let error): self.fail(context, error)
            // No other job ends so.
            case .judged, .dayTurned, .settled, .noted, .tellingChanged: self.fail(context, UnexpectedOutcome())
            }
        }
    }

    private func reply(_ context: CallContext, _ result: Result<ActDone, ActFailure>, to request: ActRequest) {
        switch result {
        case .success(let done): context.reply(ActOutcome(done, notices: answers.notices))
        case .failure(let failure): context.fail(VarlinkError(failure, patient: request.patient))
        }
    }
}

/// A job ended as another would.
struct UnexpectedOutcome: Error {}

extension ActOutcome {
    fileprivate init(_ done: ActDone, notices: [Notice]) {
        let verdict = done.verdict
        self.init(
            act: done.act.map { Int($0) }, item: verdict.item?.rawValue, mrn: done.mrn,
            person: done.person.isEmpty ? nil : done.person, until: verdict.until?.description,
            changes: verdict.changes.map(\.description), wantsSecond: verdict.wantsSecond,
            standing: verdict.standing?.word, row: done.exported?.line, file: done.exported?.file,
            resource: done.exported?.resource,
            warnings: done.warnings.map { $0.naming(done.mrn) },
            notices: notices)
    }
}
