import Foundation
import LocatedTOML
import Surveillance
import TestSupport

@testable import ProtocolReading

/// The protocol file of this repository, and broken copies of it.
enum ShippedFile {
    static func document() throws -> SurveillanceProtocol { try ProtocolReader.read(path: PackageFolder.protocolFile) }

    /// The lines of the file, the first at index 0.
    static func lines() throws -> [String] {
        try bytes().split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
    }

    static func bytes() throws -> [UInt8] {
        Array(try String(contentsOfFile: PackageFolder.protocolFile, encoding: .utf8).utf8)
    }

    /// Whether a line is `key = value`.
    static func hasKey(_ line: String) -> Bool {
        guard let first = line.first else { return false }
        return first.isLetter && line.contains(" = ")
    }

    /// The index of the line of a key in a table (`""` for the keys before the first header).
    static func index(of key: String, in table: String, lines: [String]) -> Int? {
        let start = table.isEmpty ? 0 : lines.firstIndex(of: "[\(table)]").map { $0 + 1 }
        guard let start else { return nil }
        let end = lines[start...].firstIndex { $0.hasPrefix("[") } ?? lines.endIndex
        return lines[start..<end].firstIndex { $0.hasPrefix("\(key) = ") }
    }

    /// The faults of lines taken as a file.
    static func faults(of lines: [String]) -> [ConfigurationFault] {
        do throws(ProtocolRefusal) {
            _ = try ProtocolReader.read(text: lines.joined(separator: "\n"), file: "p.toml")
            return []
        } catch {
            return error.faults
        }
    }
}
