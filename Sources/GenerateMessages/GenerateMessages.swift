import Foundation
import Varlink

/// Generates the Swift message types of the control interface, and the text that the service serves, from the
/// `.varlink` file.
///
/// Usage: `GenerateMessages INTERFACE FOLDER`. `make messages` runs it; it is part of no product.
@main
enum GenerateMessages {
    static func main() {
        do {
            let arguments = CommandLine.arguments.dropFirst()
            guard arguments.count == 2, let interface = arguments.first, let folder = arguments.last else {
                throw GenerationError("usage: GenerateMessages INTERFACE FOLDER")
            }
            for (name, content) in try files(from: String(contentsOfFile: interface, encoding: .utf8)) {
                try content.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
            }
        } catch {
            FileHandle.standardError.write(Data("GenerateMessages: \(error)\n".utf8))
            exit(1)
        }
    }

    /// The generated files, by name.
    static func files(from text: String) throws -> [(name: String, content: String)] {
        let interface = try InterfaceDescription(parsing: text)
        let messages = try MessageList(interface)
        return [
            ("ControlMessages.swift", MessageText.messages(messages)),
            ("InterfaceText.swift", MessageText.description(of: interface, servedText(of: text))),
        ]
    }

    /// The text without the lines that are for the generator only.
    private static func servedText(of text: String) -> [Substring] {
        text.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.drop { $0 == " " }.hasPrefix("#:") }
    }
}

/// Why no messages can be generated from an interface, and where in it.
struct GenerationError: Error, Equatable, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
