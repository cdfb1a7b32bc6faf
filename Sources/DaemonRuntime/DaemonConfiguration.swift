import CSVReading
import CivilCalendar
import ControlService
import LocatedTOML
import Service
import StaffWork
import Surveillance
import Systemd

/// The admin's configuration: `/etc/cnswatch/cnswatch.toml`.
public struct DaemonConfiguration: Hashable, Sendable {
    /// The file it was read from.
    let path: String
    /// The clinic's time zone; nil for the machine's.
    public var timeZone: String?
    /// Rosters, the protocol, leases and notifications.
    var service = ServiceSettings()
    /// The folder that holds the store.
    public var stateFolder: String
    /// The path of the control socket, used if systemd passes none.
    public var socket: String
    /// The groups whose members may read, and may act.
    var access = AccessGroups.standard
    /// The scheduled report; nil for none.
    var report: ReportSettings?
    /// Every key that a configuration may have, as paths such as `control.socket` or `routes[].digest`.
    let knownKeys: [String]

    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }

    /// The path that a name of `protocols` stands for: a file beside the configuration, or else an installed one, so that
    /// the configuration of a second site may name the files that came with the package.
    private static func protocolFile(_ name: String, beside path: String) -> String {
        guard !name.contains("/") else { return name }
        let beside = folder(of: path) + "/protocols/\(name)"
        let installed = "/etc/cnswatch/protocols/\(name)"
        return !ShippedPlaces.exists(beside) && ShippedPlaces.exists(installed) ? installed : beside
    }

    /// Reads a configuration file; reports every fault with its line.
    public init(path: String) throws(ConfigurationRefusal) {
        self.path = path
        let document = try LocatedDocument(path: path)
        var refused: [ConfigurationFault] = []
        let root = document.root
        timeZone = root.ifPresent("time_zone") { root.string($0, example: "Europe/Madrid") }
        let roster = root.table("roster")
        service.rosterFolder = roster?.string("folder", example: "/srv/cnswatch/roster") ?? ""
        if let file = roster?.ifPresent("mapping", { roster?.string($0, example: "/etc/cnswatch/mapping.toml") }) {
            do throws(ConfigurationRefusal) {
                service.mapping = try RosterMapping(path: file)
            } catch {
                refused = error.faults
            }
        }
        let codes = roster?.ifPresent("codes") { roster?.string($0, example: "/etc/cnswatch/codes") }
        service.codesFolder = codes ?? service.codesFolder
        let hours = roster?.ifPresent("stale_after_hours") { roster?.integer($0, in: 1...8_760, example: 30) }
        service.staleAfterHours = hours ?? service.staleAfterHours
        let share = roster?.ifPresent("vanished_share_at_most") { roster?.number($0, in: 0...1, example: 0.2) }
        service.vanishedShareAtMost = share ?? service.vanishedShareAtMost
        let changed = roster?.ifPresent("changed_share_at_most") { roster?.number($0, in: 0...1, example: 0.1) }
        service.changedShareAtMost = changed ?? service.changedShareAtMost
        let rules = root.optionalTable("protocol")
        let file = rules.ifPresent("file") { rules.string($0, example: "/etc/cnswatch/protocols/her2-cns.toml") }
        if let file { service.protocolFiles = [file] }
        if let names = root.ifPresent("protocols", { root.strings($0, example: "her2-cns.toml") }) {
            if names.isEmpty {
                root.report(
                    "protocols", reason: "names no file", remedy: "name at least one, such as \"her2-cns.toml\"")
            }
            if file != nil {
                root.report(
                    "protocols", reason: "stands beside protocol.file",
                    remedy: "name all protocols here and remove protocol.file")
            }
            service.protocolFiles = names.map { DaemonConfiguration.protocolFile($0, beside: path) }
        }
        let state = root.optionalTable("state")
        stateFolder = state.ifPresent("folder") { state.string($0, example: "/var/lib/cnswatch") } ?? ""
        let control = root.optionalTable("control")
        socket =
            control.ifPresent("socket") { control.string($0, example: "/run/cnswatch/org.cnswatch.Control") }
            ?? "/run/cnswatch/org.cnswatch.Control"
        let alerts = root.optionalTable("alerts")
        let most = alerts.ifPresent("summary_above") { alerts.integer($0, in: 0...100_000, example: 25) }
        service.summaryAbove = most ?? service.summaryAbove
        access.read(root.optionalTable("access"))
        service.leaseLimits.read(root.optionalTable("leases"))
        service.contacts.read(root.optionalTable("contacts"))
        service.notifications = NotificationSettings(root)
        report = ReportSettings(root.optionalTable("report"))
        document.reportUnknownKeys()
        knownKeys = document.knownKeys
        let faults = document.faults + refused
        guard faults.isEmpty else { throw ConfigurationRefusal(faults) }
    }
}

extension AccessGroups {
    fileprivate mutating func read(_ table: LocatedTable) {
        viewers = table.ifPresent("viewers") { table.strings($0, example: "cnswatch-viewer") } ?? viewers
        operators = table.ifPresent("operators") { table.strings($0, example: "cnswatch-operator") } ?? operators
    }
}

extension Contacts {
    fileprivate mutating func read(_ table: LocatedTable) {
        for urgency in Urgency.allCases { byUrgency[urgency] = Contacts.text(table, urgency.rawValue) }
        others = Contacts.text(table, "default")
    }

    private static func text(_ table: LocatedTable, _ key: String) -> String? {
        guard let text = table.ifPresent(key, { table.string($0, example: "neurosurgery on call, 5555") }) else {
            return nil
        }
        if Excerpt.hasControls(text) {
            table.report(
                key, reason: "the text has a line break or another control character",
                remedy: "write one line of plain text")
        } else if text.count > longest {
            table.report(
                key, reason: "the text is \(text.count) characters long",
                remedy: "write whom to call, in at most \(longest)")
        } else if text.allSatisfy(\.isWhitespace) {
            table.report(key, reason: "the text is empty", remedy: "write whom to call, or leave the key out")
        }
        return text
    }
}

extension LeaseLimits {
    fileprivate mutating func read(_ table: LocatedTable) {
        for (key, limit) in [
            ("ack_for", \LeaseLimits.ackFor), ("decline_for", \.declineFor), ("close_for", \.closeFor),
            ("at_most", \.atMost),
        ] {
            guard let interval = table.ifPresent(key, { table.interval($0, example: self[keyPath: limit]) }) else {
                continue
            }
            if interval.count > 0 {
                self[keyPath: limit] = interval
            } else {
                table.report(
                    key, reason: "a lease cannot hold for \(interval)", remedy: "write a time of a day or more")
            }
        }
    }
}

extension DaemonConfiguration {
    /// Warns that the file has changed since startup; reload does not re-read it.
    func sayIfChanged(_ journal: Journal) {
        do throws(ConfigurationRefusal) {
            if try DaemonConfiguration(path: path) == self { return }
            journal.note(
                .configurationChanged, .warning,
                "\(path) has changed and is not read again by a reload; to use it: systemctl restart cnswatchd.service")
        } catch {
            journal.note(
                .configurationChanged, .error,
                "\(path) has changed and would keep the service from starting: "
                    + error.faults.map(\.description).joined(separator: " | "))
        }
    }
}

/// A well-formed configuration that cannot be used here, such as a time zone that this machine does not know.
public struct UnusableConfiguration: Error, CustomStringConvertible {
    /// What is wrong and what to do.
    public let description: String
}
