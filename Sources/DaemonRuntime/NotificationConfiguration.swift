import Alerting
import CivilCalendar
import ContactTime
import Delivery
import Glibc
import LocatedTOML
import Service

/// Reads which receivers are notified of what; reports every fault with its line.
extension NotificationSettings {
    init(_ root: LocatedTable) {
        self.init()
        let contact = root.optionalTable("contact")
        var weekend: Set<Weekday> = [.saturday, .sunday]
        if let words = contact.ifPresent("weekend", { contact.strings($0, example: "sunday") }) {
            weekend = Set(words.compactMap { Weekday(name: $0) })
            if weekend.count < Set(words).count {
                contact.report("weekend", reason: "a word of it names no day", remedy: "write monday ... sunday")
            }
        }
        let files =
            contact.ifPresent("holidays") { contact.strings($0, example: "/etc/cnswatch/holidays.d/x.ics") } ?? []
        calendar = HolidayFiles.calendar(weekend: weekend, files: files, contact) ?? calendar
        for table in root.optionalTables("receivers", example: "name = \"navigators\"") {
            if let receiver = Receiver(table, among: receivers) { receivers.append(receiver) }
        }
        mail = MailSettings(root.optionalTable("mail"))
        if !root.contains("mail"), receivers.contains(where: { if case .mail = $0.reach { true } else { false } }) {
            root.report(
                "receivers", reason: "a receiver is reached by mail and [mail] is missing",
                remedy: "say below [mail] by which host and from whom")
        }
        for table in root.optionalTables("routes", example: "name = \"north\"") {
            if let route = route(table) { routes.append(route) }
        }
        let service = root.optionalTable("service")
        serviceReceivers = names(service, "receivers", required: false)
        heartbeatFile = service.ifPresent("heartbeat_file") { service.string($0, example: "/run/cnswatch/heartbeat") }
        heartbeatURL = service.ifPresent("heartbeat_url") {
            service.string($0, example: "https://hc-ping.com/00000000-0000-0000-0000-000000000000")
        }
        if let heartbeatURL {
            do {
                _ = try WebAddress(heartbeatURL)
            } catch {
                service.report("heartbeat_url", reason: error.reason, remedy: error.remedy)
            }
        }
        metricsFile = service.ifPresent("metrics_file") {
            service.string($0, example: "/var/lib/prometheus/node-exporter/cnswatch.prom")
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
        matcher.urgencies = NotificationSettings.words(table, "urgencies")
        matcher.items = NotificationSettings.words(table, "items")
        let digest = table.ifPresent("digest") { NotificationSettings.time(table, $0) }
        let route = Route(
            name: name ?? "", matcher: matcher, receivers: names(table, "receivers", required: true),
            digest: digest.map { DigestTime(at: $0) }, quiet: NotificationSettings.quiet(table),
            escalation: table.optionalTables("steps", example: "condition = \"unowned\"").compactMap { step($0) },
            repeatAfter: table.ifPresent("repeat_after_working_days") {
                table.integer($0, in: 1...250, example: 10)
            })
        return name == nil ? nil : route
    }

    private func step(_ table: LocatedTable) -> EscalationStep? {
        let condition = table.word("condition", of: EscalationStep.Condition.self)
        let days = table.integer("working_days", in: 0...250, example: 3)
        let receivers = names(table, "receivers", required: false)
        guard let condition, let days else { return nil }
        return EscalationStep(condition, for: days, receivers: receivers)
    }

    /// The names of the configured receivers.
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

extension Receiver {
    /// Reads a receiver; nil, with its faults noted, if it cannot be used.
    init?(_ table: LocatedTable, among others: [Receiver]) {
        // Reads all keys before giving up, or the later ones would count as unknown.
        let name = table.string("name", example: "navigators")
        if let name, others.contains(where: { $0.name == name }) {
            table.report("name", reason: "another receiver has this name", remedy: "give each a name of its own")
        }
        let weeklyCap = table.ifPresent("routine_messages_a_week") { table.integer($0, in: 1...10_000, example: 40) }
        let shown = table.ifPresent("shows") { table.word($0, of: Shown.self) } ?? .pseudonym
        let mail = table.ifPresent("mail") { table.strings($0, example: "navigators@example.org") }
        let webhook = table.ifPresent("webhook") { table.string($0, example: "https://example.org/hook") }
        let credentials =
            table.ifPresent("webhook_credentials") { table.strings($0, example: "navigators-webhook") } ?? []
        let alertmanager = table.ifPresent("alertmanager") { table.string($0, example: "http://localhost:9093") }
        let reach: Reach
        switch (mail, webhook, alertmanager) {
        case (let addresses?, nil, nil) where !addresses.isEmpty:
            for address in addresses where !Receiver.isAddress(address) {
                table.report("mail", reason: "\(address) is no mail address", remedy: "write name@host")
            }
            reach = .mail(addresses)
        case (nil, let address?, nil):
            if credentials.isEmpty {
                table.report(
                    "webhook_credentials", reason: "its calls would not be signed",
                    remedy: "name the credential that holds its secret, whsec_...")
            }
            reach = .webhook(address, credentials: credentials)
        case (nil, nil, let address?): reach = .alertmanager(address)
        default:
            table.report(
                nil, reason: "it is not said how \(name ?? "the receiver") is reached",
                remedy: "give one of mail = [...], webhook = \"...\" or alertmanager = \"...\"")
            return nil
        }
        guard let name else { return nil }
        self.init(name: name, reach: reach, weeklyCap: weeklyCap, shown: shown)
    }

    private static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty }
            && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"<>,;:\"()".utf8.contains($0) }
    }
}

extension MailSettings {
    /// Reads how mail is sent; nil, with its faults noted, if it cannot be used.
    init?(_ table: LocatedTable) {
        let host = table.string("host", example: "localhost")
        let from = table.string("from", example: "cnswatch@example.org")
        let security = table.ifPresent("security") { table.word($0, of: MailSecurity.self) } ?? .none
        let standard = security == .tls ? 465 : security == .startTLS ? 587 : 25
        self.init(
            host: host ?? "",
            port: table.ifPresent("port") { table.integer($0, in: 1...65_535, example: 25) } ?? standard,
            security: security, from: from ?? "",
            user: table.ifPresent("user") { table.string($0, example: "cnswatch") },
            passwordCredential: table.ifPresent("password_credential") { table.string($0, example: "mail-password") },
            caFile: table.ifPresent("ca_file") { table.string($0, example: "/etc/ssl/certs/ca-certificates.crt") })
        if let folder = table.ifPresent("templates", { table.string($0, example: "/etc/cnswatch/templates") }) {
            templates = TemplateFolder.read(folder, table) ?? templates
        }
        if user != nil, passwordCredential == nil {
            table.report(
                "password_credential", reason: "a user is named and no password",
                remedy: "name the credential that holds it")
        }
        if security == .none, user != nil {
            table.report(
                "security", reason: "the password would be sent to be read", remedy: "write \"starttls\" or \"tls\"")
        }
        if host == nil || from == nil { return nil }
    }
}

/// The working days that result from the weekend and the holiday files of the configuration.
enum HolidayFiles {
    /// The years for which yearly holidays are expanded.
    private static let years = 2_000...2_099

    /// The calendar; nil, with the faults noted, if a file cannot be used.
    static func calendar(weekend: Set<Weekday>, files: [String], _ table: LocatedTable?) -> WorkingCalendar? {
        var holidays: Set<CivilDate> = []
        for path in files {
            guard let bytes = bytes(of: path) else {
                table?.report(
                    "holidays", reason: "\(path) cannot be read",
                    remedy: "name calendar files (.ics) that the service's user may read")
                continue
            }
            let file = HolidayFile(bytes: bytes, file: path, years: years)
            for fault in file.faults {
                table?.report("holidays", reason: "\(fault)", remedy: fault.remedy)
            }
            holidays.formUnion(file.days)
        }
        do {
            return try WorkingCalendar(weekend: weekend, holidays: holidays)
        } catch {
            table?.report("weekend", reason: error.problem, remedy: error.remedy)
            return nil
        }
    }

    private static func bytes(of path: String) -> [UInt8]? {
        guard let file = fopen(path, "re") else { return nil }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: HolidayFile.sizeLimit + 1)
        let count = fread(&bytes, 1, bytes.count, file)
        return ferror(file) == 0 ? Array(bytes[..<count]) : nil
    }
}

/// A site's own mail templates; built-in ones for the rest.
enum TemplateFolder {
    private static let files: [(part: TemplatePart, name: String)] = [
        (.subject, "subject.txt"), (.text, "text.txt"), (.html, "html.html"),
    ]

    /// Reads and checks them; nil, with every fault noted, if one cannot be used: a bad template is found now, not when
    /// a message is to be sent.
    static func read(_ folder: String, _ table: LocatedTable) -> MessageTemplates? {
        var templates: [TemplatePart: Template] = [:]
        var isSound = true
        for (part, name) in files {
            let path = folder + "/" + name
            guard let file = fopen(path, "re") else {
                if errno == ENOENT { continue }
                isSound = false
                table.report(
                    "templates", reason: "\(path): \(String(cString: strerror(errno)))",
                    remedy: "let the service's user read it")
                continue
            }
            defer { fclose(file) }
            var bytes = [UInt8](repeating: 0, count: 65_537)
            let count = fread(&bytes, 1, bytes.count, file)
            do {
                templates[part] = try Template(String(decoding: bytes[..<count], as: UTF8.self), part: part, file: path)
            } catch {
                isSound = false
                for fault in error.faults {
                    table.report("templates", reason: "\(fault)", remedy: fault.problem.remedy)
                }
            }
        }
        if templates.isEmpty, isSound {
            table.report(
                "templates", reason: "\(folder) holds none of subject.txt, text.txt and html.html",
                remedy: "put one there, or leave the key out")
            return nil
        }
        return isSound
            ? MessageTemplates(subject: templates[.subject], text: templates[.text], html: templates[.html]) : nil
    }
}
