import Alerting
import CivilCalendar
import ClinicalModel
import ContactTime
import Delivery
import LocatedTOML
import Surveillance

/// Reads who is told of what; every fault is named by line.
extension TellingSettings {
    init(_ root: LocatedTable) {
        let contact = root.ifPresent("contact") { root.table($0) }
        var weekend: Set<Weekday> = [.saturday, .sunday]
        if let contact, let words = contact.ifPresent("weekend", { contact.strings($0, example: "sunday") }) {
            weekend = Set(words.compactMap { Weekday(name: $0) })
            if weekend.count < Set(words).count {
                contact.report("weekend", reason: "a word of it names no day", remedy: "write monday ... sunday")
            }
        }
        let files =
            contact?.ifPresent("holidays") { contact?.strings($0, example: "/etc/cnswatch/holidays.d/x.ics") } ?? []
        calendar = HolidayFiles.calendar(weekend: weekend, files: files, contact) ?? calendar
        for table in root.ifPresent("receivers", { root.tables($0, example: "name = \"navigators\"") }) ?? [] {
            if let receiver = Receiver(table, among: receivers) { receivers.append(receiver) }
        }
        mail = root.ifPresent("mail") { root.table($0) }.flatMap { MailSettings($0) }
        if !root.contains("mail"), receivers.contains(where: { if case .mail = $0.reach { true } else { false } }) {
            root.report(
                "receivers", reason: "a receiver is reached by mail and [mail] is missing",
                remedy: "say below [mail] by which host and from whom")
        }
        for table in root.ifPresent("routes", { root.tables($0, example: "name = \"north\"") }) ?? [] {
            if let route = route(table) { routes.append(route) }
        }
        let service = root.ifPresent("service") { root.table($0) }
        serviceReceivers = service.map { names($0, "receivers", required: false) } ?? []
        heartbeatFile = service?.ifPresent("heartbeat_file") { service?.string($0, example: "/run/cnswatch/heartbeat") }
        heartbeatURL = service?.ifPresent("heartbeat_url") {
            service?.string($0, example: "https://hc-ping.com/00000000-0000-0000-0000-000000000000")
        }
        if let heartbeatURL {
            do {
                _ = try WebAddress(heartbeatURL)
            } catch {
                service?.report("heartbeat_url", reason: error.reason, remedy: error.remedy)
            }
        }
        metricsFile = service?.ifPresent("metrics_file") {
            service?.string($0, example: "/var/lib/prometheus/node-exporter/cnswatch.prom")
        }
    }

    private func route(_ table: LocatedTable) -> Route? {
        let name = table.string("name", example: "north")
        if let name, routes.contains(where: { $0.name == name }) {
            table.report("name", reason: "another route has this name", remedy: "give each a name of its own")
        }
        var matcher = Matcher()
        matcher.clinics = table.ifPresent("clinics") { table.strings($0, example: "North") } ?? []
        matcher.clinicians = table.ifPresent("clinicians") { table.strings($0, example: "Dr A") } ?? []
        matcher.urgencies = TellingSettings.words(table, "urgencies")
        matcher.items = TellingSettings.words(table, "items")
        let digest = table.ifPresent("digest") { TellingSettings.time(table, $0) }
        let route = Route(
            name: name ?? "", matcher: matcher, receivers: names(table, "receivers", required: true),
            digest: digest.map { DigestTime(at: $0) }, quiet: TellingSettings.quiet(table),
            ladder: (table.ifPresent("steps") { table.tables($0, example: "condition = \"unowned\"") } ?? []).compactMap
            {
                step($0)
            },
            repeatAfter: table.ifPresent("repeat_after_working_days") {
                table.integer($0, in: 1...250, example: 10)
            })
        return name == nil ? nil : route
    }

    private func step(_ table: LocatedTable) -> LadderStep? {
        let condition = table.word("condition", of: LadderStep.Condition.self)
        let days = table.integer("working_days", in: 0...250, example: 3)
        let receivers = names(table, "receivers", required: false)
        guard let condition, let days else { return nil }
        return LadderStep(condition, for: days, receivers: receivers)
    }

    /// Names of receivers that are there.
    private func names(_ table: LocatedTable, _ key: String, required: Bool) -> [String] {
        let read = { table.strings($0, example: "navigators") }
        guard let names = required ? read(key) : table.ifPresent(key, read) else { return [] }
        for name in names where receiver(name) == nil {
            table.report(
                key, reason: "there is no receiver \(name)", remedy: "name one of [[receivers]], or add it there")
        }
        return names
    }

    private static func words<Word: RawRepresentable & CaseIterable>(_ table: LocatedTable, _ key: String) -> [Word]
    where Word.RawValue == String {
        guard let texts = table.ifPresent(key, { table.strings($0, example: Word.allCases.first?.rawValue ?? "") })
        else {
            return []
        }
        return texts.compactMap { text in
            if let word = Word(rawValue: text) { return word }
            table.report(
                key, reason: "\(text) is none of the words",
                remedy: "write one of " + Word.allCases.map(\.rawValue).joined(separator: ", "))
            return nil
        }
    }

    private static func time(_ table: LocatedTable, _ key: String) -> TimeOfDay? {
        guard let text = table.string(key, example: "07:30") else { return nil }
        if let time = TimeOfDay(text) { return time }
        table.report(key, reason: "\(text) is no time of day", remedy: "write HH:MM, such as \"07:30\"")
        return nil
    }

    private static func quiet(_ table: LocatedTable) -> QuietHours? {
        let onDaysOff = table.ifPresent("quiet_on_days_off") { table.boolean($0) } ?? false
        guard let texts = table.ifPresent("quiet", { table.strings($0, example: "19:00") }) else { return nil }
        let times = texts.compactMap { TimeOfDay($0) }
        guard times.count == 2, texts.count == 2 else {
            table.report("quiet", reason: "it is not two times of day", remedy: "write [\"19:00\", \"07:00\"]")
            return nil
        }
        return QuietHours(from: times[0], to: times[1], alsoOnDaysOff: onDaysOff)
    }
}
