import ArgumentParser
import CivilCalendar
import ClinicalModel
import ControlInterface
import ProtocolReading
import Reporting
import RosterReading
import Surveillance
import Terminal

/// What the commands that need no service share: the day and the protocol.
struct OfflineOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The day as of which to plan; today by default.", valueName: "YYYY-MM-DD"),
        transform: AsOf.day)
    var asOf: CivilDate?

    @Option(name: .customLong("protocol"), help: ArgumentHelp("The protocol file.", valueName: "FILE"))
    var protocolFile: String?

    var day: CivilDate { asOf ?? LocalDay.today }

    /// The protocol, from the file named, the environment, the system, or the checkout the program stands in.
    func rules() throws -> SurveillanceProtocol {
        try OfflineOptions.rules(named: protocolFile)
    }

    static func rules(named file: String?) throws -> SurveillanceProtocol {
        do {
            return try ProtocolReader.read(path: try ProtocolLocator(named: file).locate())
        } catch let refusal as ProtocolRefusal {
            throw Failure(.configuration, "the protocol is refused:\n\(refusal)")
        } catch let error as ProtocolNotFound {
            throw Failure(.configuration, "\(error)")
        }
    }

    func reference(_ rules: SurveillanceProtocol) -> ProtocolReference {
        ProtocolReference(rules, fingerprint: "\(ProtocolFingerprint(of: rules))")
    }

    /// The roster of a folder; what was set aside and what is open is told on standard error.
    static func roster(
        _ folder: String, _ codes: CodesOption, by mapping: RosterMapping? = nil
    ) throws -> RosterReading {
        var bar = ProgressBar()
        defer { bar.end() }
        bar.show("reading \(folder)")
        let reading = try codes.read(folder, by: mapping)
        bar.end()
        let totals = reading.totals
        if totals.rejectedRows + totals.orphanRows + totals.warnings + reading.questions.count > 0 {
            Talk.say("\(SetAsideText(reading)); see: cnswatch roster check \(folder)")
        }
        return reading
    }
}
