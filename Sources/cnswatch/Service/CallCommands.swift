import ArgumentParser
import ControlInterface
import JSONText
import Varlink

/// `cnswatch call`: calls any method of the control interface.
struct CallCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "call", abstract: "Call a method of the control interface with JSON parameters.",
        discussion: "METHOD is a name such as Status, or a whole one such as org.varlink.service.GetInfo.")

    @Argument(help: "The method.") var method: String
    @Argument(help: "The parameters, a JSON object.") var parameters = "{}"
    @OptionGroup var service: ServiceOptions

    func run() throws {
        try Failure.reporting {
            let object: JSONObject
            do {
                guard let parsed = try JSONParser().parse(parameters).objectValue else {
                    throw Failure(
                        .usage, "the parameters are no JSON object: write them like '{\"patient\":\"S000001\"}'")
                }
                object = parsed
            } catch let error as JSONParseError {
                throw Failure(.usage, "the parameters are no JSON: \(error)")
            }
            let name = method.contains(".") ? method : "\(ControlInterface.name).\(method)"
            let connection = try service.connect()
            defer { connection.close() }
            do {
                let answer = try connection.call(name, object)
                try OutputFormat.write(answer)
            } catch let error as ClientError {
                throw ServiceOptions.failure(error, isTyped: true)
            }
        }
    }
}

/// `cnswatch introspect`: prints the description of the control interface.
struct IntrospectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "introspect", abstract: "Print the description of an interface, as the service gives it.")

    @Argument(help: "The interface.") var interface = ControlInterface.name
    @OptionGroup var service: ServiceOptions

    func run() throws {
        try Failure.reporting {
            let connection = try service.connect()
            defer { connection.close() }
            do {
                let answer = try connection.call(
                    "org.varlink.service.GetInterfaceDescription", ["interface": .string(interface)] as JSONObject)
                try StandardOutput.line(answer["description"]?.stringValue ?? "")
            } catch let error as ClientError {
                throw ServiceOptions.failure(error, isTyped: true)
            }
        }
    }
}
