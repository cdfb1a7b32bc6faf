import ClinicalModel
import ControlInterface
import Varlink

/// The weeks to come, and those that are over, on the wire.
extension ControlHarness {
    var forecastingMethods: [String: MethodImplementation] {
        [
            "Forecast": onRoster { context in
                let request = try ForecastRequest(json: context.parameters)
                var report = try self.answers.forecast(request)
                if report.rows.isEmpty { report.notices += try self.unknownClinic(request.clinic) }
                self.noteRead(
                    "forecast", context, item: request.item,
                    "\(Counted(report.weeks, "week")) from \(report.firstWeek)\(request.clinic.map { ", clinic \($0)" } ?? "")"
                )
                return report
            },
            "Adherence": onRoster { context in
                let request = try AdherenceRequest(json: context.parameters)
                var page = try self.answers.adherence(request)
                if page.occasions.isEmpty { page.notices += try self.unknownClinic(request.clinic) }
                self.noteRead(
                    "adherence", context, item: request.item,
                    "\(Counted(page.occasions.count, "occasion")) since \(page.since)\(request.clinic.map { ", clinic \($0)" } ?? "")"
                )
                return page
            },
            "Patients": onRoster { context in
                let page = try self.answers.patients(try PatientsRequest(json: context.parameters))
                self.noteRead(
                    "patients", context, "\(page.patients.count) of \(Counted(page.total, "patient"))")
                return page
            },
            "Protocol": answer { _ in self.answers.protocolReport },
        ]
    }
}
