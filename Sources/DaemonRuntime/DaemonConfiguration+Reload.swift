import LocatedTOML
import Systemd

extension DaemonConfiguration {
    /// Says where the file is another now: it is read at the start only, and whoever reloads should not think otherwise.
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
