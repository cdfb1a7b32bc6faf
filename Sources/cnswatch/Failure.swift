import ArgumentParser
import Glibc

/// A failure, with the exit status that gives scripts its kind (the numbers of sysexits.h).
struct Failure: Error {
    /// The kinds of failure.
    enum Kind: Int32 {
        /// Anything else.
        case general = 1
        /// The arguments are wrong.
        case usage = 64
        /// The input was read and is faulty.
        case faultyData = 65
        /// The input does not exist, or there is no such patient, act, route or silence.
        case noInput = 66
        /// The service does not answer.
        case unavailable = 69
        /// Reading or writing failed.
        case inputOutput = 74
        /// The service's answer does not follow the interface.
        case wrongProtocol = 76
        /// Not allowed.
        case noPermission = 77
        /// The configuration or the protocol file is faulty.
        case configuration = 78
    }

    let kind: Kind
    /// What is wrong and what to do, in one or more lines.
    let message: String

    init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    /// Runs a command; on failure prints to standard error and exits with its status.
    static func reporting(_ body: () throws -> Void) throws {
        do {
            try body()
            try StandardOutput.flush()
        } catch let failure as Failure {
            try? StandardOutput.flush()
            StandardError.say("cnswatch: \(failure.message)")
            throw ExitCode(failure.kind.rawValue)
        } catch is StandardOutput.ReaderGone {
            throw ExitCode.success
        }
    }
}
