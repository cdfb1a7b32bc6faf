import ProtocolReading
import Surveillance

/// The protocol that ships with the project.
enum ShippedProtocol {
    static let path =
        String(#filePath.dropLast("Tests/SurveillanceTests/ShippedProtocol.swift".count))
        + "etc/cnswatch/protocols/her2-cns.toml"

    static func load() throws -> SurveillanceProtocol { try ProtocolReader.read(path: path) }
}
