import ProtocolReading
import Surveillance
import TestSupport

/// The protocol that ships with the project.
enum ShippedProtocol {
    static func set() throws -> ProtocolSet { ProtocolSet(try load()) }

    static func load() throws -> SurveillanceProtocol { try ProtocolReader.read(path: PackageFolder.protocolFile) }
}
