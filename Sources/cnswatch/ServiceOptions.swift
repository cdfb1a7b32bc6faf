import ArgumentParser
import ControlInterface
import Glibc
import JSONText
import Terminal
import Varlink

/// The options for reaching the service.
struct ServiceOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The service's socket; $CNSWATCH_SOCKET, or the installed one.", valueName: "PATH"))
    var socket: String?

    private var path: String {
        if let socket { return socket }
        if let variable = getenv("CNSWATCH_SOCKET"), variable.pointee != 0 { return String(cString: variable) }
        return ControlInterface.socketPath
    }

    /// Opens a connection to the service.
    func connect(timeoutSeconds: Int? = 30) throws -> ClientConnection {
        do {
            let connection = try ClientConnection.connect(path, timeout: timeoutSeconds.map { .seconds($0) })
            connection.outlet = STDOUT_FILENO
            return connection
        } catch {
            throw ServiceOptions.failure(error)
        }
    }

    /// Calls a method and returns its answer.
    func call<Answer: ControlMessage>(_ method: String, _ parameters: some JSONWritable = JSONObject()) throws -> Answer
    {
        let connection = try connect()
        defer { connection.close() }
        return try ServiceOptions.ask(connection, method, parameters)
    }

    /// Calls a method and returns its answer, to be shown in this format: tables show the clinic's times.
    func call<Answer: ControlMessage>(
        _ method: String, _ parameters: some JSONWritable = JSONObject(), for output: OutputFormat
    ) throws -> Answer {
        let connection = try connect()
        defer { connection.close() }
        if output == .table { try ClinicZone.adopt(from: connection) }
        return try ServiceOptions.ask(connection, method, parameters)
    }

    /// Calls a method over an open connection and returns its answer.
    static func ask<Answer: ControlMessage>(
        _ connection: ClientConnection, _ method: String, _ parameters: some JSONWritable
    ) throws -> Answer {
        try read { () throws(ClientError) in try connection.call("\(ControlInterface.name).\(method)", parameters) }
    }

    /// Calls a method without a time limit and returns its answer; shows its progress meanwhile.
    func follow<Answer: ControlMessage>(
        _ method: String, _ parameters: some JSONWritable = JSONObject(),
        progress: (Answer) -> (words: String, done: Int?, total: Int)
    ) throws -> Answer {
        let connection = try connect(timeoutSeconds: nil)
        var bar = ProgressBar()
        defer {
            bar.end()
            connection.close()
        }
        var latest: Result<Answer, MessageError>?
        do {
            try connection.callMore("\(ControlInterface.name).\(method)", parameters) { answer, continues in
                do throws(MessageError) {
                    let report = try Answer(json: answer)
                    latest = .success(report)
                    if continues {
                        let (words, done, total) = progress(report)
                        bar.show(words, done: done, of: total)
                    }
                } catch {
                    latest = .failure(error)
                }
                return true
            }
            guard let report = try latest?.get() else { throw ClientError.peerClosed }
            return report
        } catch ClientError.abandoned {
            throw StandardOutput.ReaderGone()
        } catch let error as ClientError {
            throw ServiceOptions.failure(error)
        } catch let error as MessageError {
            throw Failure(.wrongProtocol, "\(error)")
        }
    }

    private static func read<Answer: ControlMessage>(_ body: () throws(ClientError) -> JSONObject) throws -> Answer {
        let answer: JSONObject
        do {
            answer = try body()
        } catch .abandoned {
            throw StandardOutput.ReaderGone()
        } catch {
            throw failure(error)
        }
        do {
            return try Answer(json: answer)
        } catch {
            throw Failure(.wrongProtocol, "\(error)")
        }
    }

    /// Explains a failed call. If the user typed a name that the service does not have, it is their mistake; otherwise
    /// the command and the service differ in version.
    static func failure(_ error: ClientError, isTyped: Bool = false) -> Failure {
        switch error {
        case .absent(let path):
            return Failure(
                .unavailable,
                "the service is not running: nothing answers at \(path).\n"
                    + "Start it (systemctl start cnswatchd), or name its socket with --socket or $CNSWATCH_SOCKET.\n"
                    + "Without a service, `cnswatch plan ROSTER` works on the roster folder itself.")
        case .forbidden(let path):
            return Failure(
                .noPermission,
                "you may not talk to the service at \(path): ask to be added to the group cnswatch-viewer (to read) or "
                    + "cnswatch-operator (to act), then log in again.")
        case .notASocket(let path, let what):
            return Failure(
                .unavailable,
                "\(path) is \(what), not the service's socket: name the socket itself with --socket or "
                    + "$CNSWATCH_SOCKET; the installed one is \(ControlInterface.socketPath).")
        case .replied(let reply): return ServiceOptions.failure(reply, isTyped)
        case .unusablePath, .unreachable, .notConnected, .timedOut, .peerClosed, .abandoned, .failed:
            return Failure(.unavailable, "\(error)")
        case .malformedReply(let violation):
            return Failure(
                .wrongProtocol,
                "what answers is not the service, or of another version (\(violation.explanation)): check the path of the "
                    + "socket, and install command and service of one version")
        }
    }

    private static func failure(_ reply: VarlinkError, _ isTyped: Bool) -> Failure {
        switch reply.name {
        case "org.varlink.service.PermissionDenied":
            Failure(
                .noPermission,
                "the service refuses this to your account: reading takes the group of viewers, acting and the audit trail that "
                    + "of operators (cnswatch-viewer and cnswatch-operator where the admin names no others); ask the admin."
            )
        case "\(ControlInterface.name).PatientNotFound":
            Failure(
                .noInput,
                "no patient on the roster has this record number or pseudonym; look by a part of the name: cnswatch find NAME"
            )
        case "\(ControlInterface.name).RosterNotLoaded":
            Failure(
                .unavailable,
                "the service has no roster yet, so nobody can say who is owed what; see: cnswatch status")
        case "org.varlink.service.InvalidParameter":
            Failure(
                .usage,
                "the service does not accept \(reply.parameters["parameter"]?.stringValue ?? "a parameter"); see --help, "
                    + "and for `call` what the interface says of the method: cnswatch introspect")
        case "org.varlink.service.MethodNotFound", "org.varlink.service.MethodNotImplemented":
            Failure(
                isTyped ? .usage : .wrongProtocol,
                "the service has no method \(reply.parameters["method"]?.stringValue ?? "of this name"): "
                    + "see which it has: cnswatch introspect; if the name is right, bring command and service to one version"
            )
        case "org.varlink.service.InterfaceNotFound":
            Failure(
                isTyped ? .usage : .wrongProtocol,
                "the service has no interface \(reply.parameters["interface"]?.stringValue ?? "of this name"): "
                    + "see which it has: cnswatch call org.varlink.service.GetInfo")
        case "org.varlink.service.ExpectedMore":
            Failure(
                .usage,
                "this method answers with a stream, for which `call` does not ask: use cnswatch watch")
        case "\(ControlInterface.name).ActNotFound":
            Failure(.noInput, "no act has this number; the acts of a patient and their numbers: cnswatch show MRN")
        case "\(ControlInterface.name).RouteNotFound": RouteFailure.failure(reply)
        case "\(ControlInterface.name).SilenceNotFound":
            Failure(.noInput, "no silence that holds has this number; those that hold: cnswatch silence list")
        case "\(ControlInterface.name).ActRefused", "\(ControlInterface.name).EventRefused":
            ActFailure.failure(reply)
        case "\(ControlInterface.name).StoreFailed":
            Failure(
                .inputOutput,
                "the service cannot use its store (\(reply.parameters["reason"]?.stringValue ?? "failed")), so nothing was "
                    + "read or changed: see cnswatch status and the journal, journalctl -u cnswatchd")
        default:
            Failure(
                .general,
                "the service answered the error \(reply.name): see what the interface says of it: cnswatch introspect")
        }
    }
}

/// The service's refusal of an act, or of words that make no event.
enum ActFailure {
    /// The failure for a reply `ActRefused` or `EventRefused`.
    static func failure(_ reply: VarlinkError) -> Failure {
        if let refusal = try? ActRefusedReport(json: reply.parameters) {
            return Failure(.faultyData, "this may not be done: \(refusal.problem); \(refusal.remedy)")
        }
        if let refusal = try? EventRefusedReport(json: reply.parameters) {
            let lines = refusal.faults.map { "  \(line($0, isOneOfMany: refusal.faults.contains { $0.row ?? 1 > 1 }))" }
            return Failure(.faultyData, (["these words make no event:"] + lines).joined(separator: "\n"))
        }
        return Failure(
            .wrongProtocol,
            "the service refuses this, but not in words that this command knows: bring both to one version")
    }

    private static func line(_ fault: FaultReport, isOneOfMany: Bool) -> String {
        let place = [isOneOfMany ? fault.row.map { "event \($0)" } : nil, fault.column].compactMap(\.self)
        return (place.isEmpty ? "" : place.joined(separator: ", ") + ": ") + "\(fault.reason); \(fault.remedy)"
    }
}

/// The service's answer for a route that does not exist.
enum RouteFailure {
    /// The failure for a reply `RouteNotFound`, with the existing names.
    static func failure(_ reply: VarlinkError) -> Failure {
        let routes = (try? RouteNotFoundReport(json: reply.parameters))?.routes ?? []
        guard !routes.isEmpty else {
            return Failure(
                .noInput,
                "no route has this name, and the service is configured with none: name some in its configuration")
        }
        return Failure(.noInput, "no route has this name; the routes: \(routes.joined(separator: ", "))")
    }
}
