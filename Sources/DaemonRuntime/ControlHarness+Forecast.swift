import ClinicalModel
import ControlInterface
import Varlink

/// The weeks to come, and those that are over, on the wire.
extension ControlHarness {
    var forecastingMethods: [String: MethodImplementation] {
        [
            "Forecast": asking { context in
                let request = try ForecastRequest(json: context.parameters)
                return Question(isLong: true) { answers in
                    let report = try answers.forecast(request)
                    return Question.Answer(
                        report,
                        ReadNote(
                            "forecast", item: request.item,
                            "\(Counted(report.weeks, "week")) from \(report.firstWeek)\(request.clinic.map { ", clinic \($0)" } ?? "")"
                        ))
                }
            },
            "Adherence": asking { context in
                let request = try AdherenceRequest(json: context.parameters)
                return Question(isLong: true) { answers in
                    let page = try answers.adherence(request)
                    return Question.Answer(
                        page,
                        ReadNote(
                            "adherence", item: request.item,
                            "\(Counted(page.occasions.count, "occasion")) since \(page.since)\(request.clinic.map { ", clinic \($0)" } ?? "")"
                        ))
                }
            },
            "Patients": onRoster { context in
                let page = try self.answers.patients(try PatientsRequest(json: context.parameters))
                self.noteRead("patients", context, "\(page.patients.count) of \(Counted(page.total, "patient"))")
                return page
            },
            "Protocol": answer { _ in self.answers.protocolReport },
        ]
    }
}
