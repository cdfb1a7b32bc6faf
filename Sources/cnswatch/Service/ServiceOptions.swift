import ArgumentParser
import ControlInterface
import Glibc
import JSONText
import Varlink

/// How a command reaches the service.
struct ServiceOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The service's socket; $CNSWATCH_SOCKET, or the installed one.", valueName: "PATH"))
    var socket: String?

    private var path: String {
        if let socket { return socket }
        if let variable = getenv("CNSWATCH_SOCKET"), variable.pointee != 0 { return String(cString: variable) }
        return ControlInterface.socketPath
    }

    /// A connection to the service.
    func connect(timeoutSeconds: Int? = 30) throws -> ClientConnection {
        do {
            return try ClientConnection.connect(path, timeout: timeoutSeconds.map { .seconds($0) })
        } catch {
            throw ServiceOptions.failure(error)
        }
    }

    /// Calls a method and reads its answer.
    func call<Answer: ControlMessage>(_ method: String, _ parameters: some JSONWritable = JSONObject()) throws -> Answer
    {
        let connection = try connect()
        defer { connection.close() }
        return try ServiceOptions.read {
            () throws(ClientError) in try connection.call("\(ControlInterface.name).\(method)", parameters)
        }
    }

    static func read<Answer: ControlMessage>(_ body: () throws(ClientError) -> JSONObject) throws -> Answer {
        let answer: JSONObject
        do {
            answer = try body()
        } catch {
            throw failure(error)
        }
        do {
            return try Answer(json: answer)
        } catch {
            throw Failure(.wrongProtocol, "\(error)")
        }
    }

    /// What a failed call means to whoever typed the command.
    static func failure(_ error: ClientError) -> Failure {
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
        case .replied(let reply): return failure(reply)
        case .unusablePath, .unreachable, .notConnected, .timedOut, .peerClosed, .failed:
            return Failure(.unavailable, "\(error)")
        case .malformedReply: return Failure(.wrongProtocol, "\(error)")
        }
    }

    private static func failure(_ reply: VarlinkError) -> Failure {
        switch reply.name {
        case "org.varlink.service.PermissionDenied":
            Failure(
                .noPermission,
                "the service refuses this to your account: reading takes the group cnswatch-viewer, acting "
                    + "cnswatch-operator.")
        case "\(ControlInterface.name).PatientNotFound":
            Failure(.noInput, "no patient on the roster has this record number or pseudonym; see: cnswatch due --all")
        case "\(ControlInterface.name).RosterNotLoaded":
            Failure(
                .unavailable,
                "the service has no roster yet, so nobody can say who is owed what; see: cnswatch status")
        case "org.varlink.service.InvalidParameter":
            Failure(
                .usage,
                "the service does not accept \(reply.parameters["parameter"]?.stringValue ?? "a parameter"); see --help"
            )
        default: Failure(.general, "\(reply)")
        }
    }
}
