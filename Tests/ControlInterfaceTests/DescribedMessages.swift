import ControlInterface
import JSONText
import Testing

/// Tests that hold messages against what the description says of them.
protocol DescribedMessages {}

extension DescribedMessages {
    func object(_ message: some ControlMessage) throws -> JSONObject {
        var writer = JSONWriter()
        message.write(to: &writer)
        return try #require(try JSONParser().parse(writer.takeBytes()).objectValue)
    }

    /// The names of the members in one or, of a method, both of the lists that begin on this line of the description.
    func members(_ line: String) throws -> [[String]] {
        let lines = ControlInterface.description.split(separator: "\n").map { $0.drop { $0 == " " } }
        let start = try #require(lines.firstIndex { $0 == line }, "\(line)")
        var lists: [[String]] = line.hasSuffix("() -> (") ? [[], []] : [[]]
        for line in lines[(start + 1)...] {
            if line == ")" { break }
            if line == ") -> ()" { return lists + [[]] }
            if line == ") -> (" {
                lists.append([])
            } else if let colon = line.firstIndex(of: ":"), !line.hasPrefix("#") {
                lists[lists.count - 1].append(String(line[..<colon]))
            }
        }
        return lists
    }

    /// The names of the members of an error.
    func errorMembers(_ error: String) throws -> [String] {
        let line = try #require(
            ControlInterface.description.split(separator: "\n").first { $0.hasPrefix("error \(error) (") })
        return line.matches(of: /(\w+):/).map { String($0.1) }
    }

    func hold<Message: ControlMessage>(_ message: Message, against names: [String]?) throws {
        let written = try object(message)
        #expect(written.keys == names, "\(Message.self)")
        #expect(try Message(json: written) == message)
    }
}
