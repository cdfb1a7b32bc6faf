import Foundation
import Glibc
import TestSupport
import Testing

/// A service on a ward of twenty patients whom several people look after.
///
/// All are metastatic since 24 days ago and owe a first brain MRI: its window is T-24 to T+18, due on T+4.
final class WardService {
    static let patients = (1...20).map { "W" + ($0 < 10 ? "0" : "") + "\($0)" }

    let service: RunningService
    /// The command, where everybody may run it.
    let command: String
    private let bin: TemporaryFolder

    init() throws {
        let patients = "mrn,birth_date,clinic\n" + WardService.patients.map { "\($0),1970-01-01,North\n" }.joined()
        service = try RunningService(
            patients: patients, events: WardService.events(""), zone: "UTC",
            further: """
                [access]
                viewers = ["\(Person.viewers.name)"]
                operators = ["\(Person.operators.name)"]
                """)
        bin = try TemporaryFolder()
        chmod(bin.path, 0o755)
        command = bin.path + "/cnswatch"
        try FileManager.default.copyItem(atPath: Programs.folder + "/cnswatch", toPath: command)
        openDoors()
    }

    /// Lets everybody reach the socket: who may do what is then the service's to say.
    private func openDoors() {
        chmod(service.folder.path, 0o755)
        chmod(service.socket, 0o666)
    }

    /// The rows of all patients, and further ones.
    static func events(_ further: String, of patients: [String] = WardService.patients) throws -> String {
        "mrn,date,event,detail,result,site,count,size_mm,value\n"
            + patients.map { mrn in
                """
                \(mrn),\(day(-24)),diagnosis,breast-cancer,metastatic,,,,
                \(mrn),\(day(-24)),biomarker,her2,3+,,,,

                """
            }.joined() + further
    }

    /// The day so many days from today, in UTC.
    static func day(_ offset: Int) -> String {
        var moment = time(nil) + offset * 86_400
        var parts = tm()
        gmtime_r(&moment, &parts)
        var text = [CChar](repeating: 0, count: 16)
        strftime(&text, text.count, "%Y-%m-%d", &parts)
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Writes dates as distances from today, so that they can be compared with what a test says.
    static func relative(_ text: String) -> String {
        text.replacing(/\d{4}-\d\d-\d\d/) { match in
            let fields = match.output.split(separator: "-").compactMap { Int32($0) }
            var parts = tm()
            (parts.tm_year, parts.tm_mon, parts.tm_mday) = (fields[0] - 1_900, fields[1] - 1, fields[2])
            let days = timegm(&parts) / 86_400 - time(nil) / 86_400
            return days < 0 ? "T\(days)" : "T+\(days)"
        }
    }

    /// Ends the service as a power cut would, and starts it again.
    func crash() throws {
        _ = service.end(with: SIGKILL)
        try service.start()
        openDoors()
    }

    /// A new export: the rows of all patients, and these.
    func export(_ further: String) throws {
        try service.folder.write("roster/new.csv", WardService.events(further))
        try #require(
            rename(service.folder.path + "/roster/new.csv", service.folder.path + "/roster/events.csv") == 0)
        let outcome = try service.ask("reload")
        try #require(outcome.status == 0, "\(outcome.talk)")
    }
}
