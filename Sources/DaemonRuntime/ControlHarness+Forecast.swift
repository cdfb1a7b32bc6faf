import ClinicalModel
import ControlInterface
import Varlink

/// The weeks to come, and those that are over, on the wire.
extension ControlHarness {
    var forecastingMethods: [String: MethodImplementation] {
        [
            "Forecast": asking { context in
                let request = try ForecastRequest(json: context.parameters)
                return Question(.plans) { answers in
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
                return Question(.plans) { answers in
                    let page = try answers.adherence(request)
                    return Question.Answer(
                        page,
                        ReadNote(
                            "adherence", item: request.item,
                            "\(Counted(page.occasions.count, "occasion")) since \(page.since)\(request.clinic.map { ", clinic \($0)" } ?? "")"
                        ))
                }
            },
            "Patients": asking { context in
                let request = try PatientsRequest(json: context.parameters)
                return Question(.list) { answers in
                    let page = try answers.patients(request)
                    let count = page.patients.count
                    guard request.text != nil else {
                        return Question.Answer(
                            page, ReadNote("patients", "\(count) of \(Counted(page.total, "patient"))"))
                    }
                    // The name that was typed may be that of somebody who is no patient here.
                    if count == 0 { return Question.Answer(page, ReadNote("find", "nobody found")) }
                    return Question.Answer(
                        page, page.patients.map { ReadNote("find", patient: $0.mrn, "one of \(count) found") })
                }
            },
            "Protocol": answer { _ in self.answers.protocolReport },
        ]
    }
}
