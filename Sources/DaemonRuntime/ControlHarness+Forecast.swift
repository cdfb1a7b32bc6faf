import ClinicalModel
import ControlInterface
import Varlink

/// The weeks to come, and those that are over, on the wire.
extension ControlHarness {
    var forecastingMethods: [String: MethodImplementation] {
        [
            "Forecast": readingOnRoster { context in
                let request = try ForecastRequest(json: context.parameters)
                return LongQuestion(\.plans) { answers in
                    var report = try answers.forecast(request)
                    if report.rows.isEmpty { report.notices += try answers.unknownClinic(request.clinic) }
                    return report
                } noting: { report in
                    ReadNote(
                        "forecast", item: request.item,
                        "\(Counted(report.weeks, "week")) from \(report.firstWeek)\(request.clinic.map { ", clinic \($0)" } ?? "")"
                    )
                }
            },
            "Adherence": readingOnRoster { context in
                let request = try AdherenceRequest(json: context.parameters)
                return LongQuestion(\.plans) { answers in
                    var page = try answers.adherence(request)
                    if page.occasions.isEmpty { page.notices += try answers.unknownClinic(request.clinic) }
                    return page
                } noting: { page in
                    ReadNote(
                        "adherence", item: request.item,
                        "\(Counted(page.occasions.count, "occasion")) since \(page.since)\(request.clinic.map { ", clinic \($0)" } ?? "")"
                    )
                }
            },
            "Patients": readingOnRoster { context in
                let request = try PatientsRequest(json: context.parameters)
                return LongQuestion(\.lists) {
                    try $0.patients(request)
                } noting: { page in
                    ReadNote("patients", "\(page.patients.count) of \(Counted(page.total, "patient"))")
                }
            },
            "Protocol": answer { _ in self.answers.protocolReport },
        ]
    }
}
