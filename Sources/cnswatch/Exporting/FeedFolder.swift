import ControlInterface
import Glibc
import StandardFormats

/// Writes a feed for each clinic into a folder. A clinic that has no rows any more has its feed withdrawn.
struct FeedFolder: ExportWriter {
    /// Each feed is an open file until all is written.
    private static let mostFeeds = 200

    private let folder: String
    private let clinic: String?
    private let naming: PatientNaming
    private var feeds: [String: FeedFile] = [:]
    private var first: ExportPage?

    /// - Parameter clinic: the only clinic that is asked for; the feeds of the others are left as they are.
    init(_ folder: String, clinic: String?, _ naming: PatientNaming) throws {
        self.folder = folder
        self.clinic = clinic
        self.naming = naming
    }

    mutating func add(_ page: ExportPage) throws {
        if first == nil { first = page }
        for (clinic, rows) in Dictionary(grouping: page.rows, by: \.row.clinic) {
            try begin(clinic)
            try feeds[clinic]?.add(rows, on: page)
        }
    }

    mutating func end() throws {
        guard let first else { return }
        if let clinic {
            try begin(clinic)
            try feeds[clinic]?.add([], on: first)
        }
        for clinic in feeds.keys.sorted() { try feeds[clinic]?.end() }
        guard clinic == nil else { return }
        let written = Set(feeds.keys.map(FeedName.name))
        for name in try names() where !written.contains(name) { try withdraw(name, on: first) }
    }

    private mutating func begin(_ clinic: String) throws {
        guard feeds[clinic] == nil else { return }
        guard feeds.count < FeedFolder.mostFeeds else {
            throw Failure(
                .usage,
                "there are more than \(FeedFolder.mostFeeds) clinics, too many for one folder at once: export one at a time "
                    + "with --clinic")
        }
        feeds[clinic] = try FeedFile("\(folder)/\(FeedName.name(ofClinic: clinic))", clinic: clinic, naming)
    }

    private func withdraw(_ name: String, on page: ExportPage) throws {
        let path = "\(folder)/\(name)"
        let memory: FeedMemory
        do {
            memory = try FeedFile.memory(at: path)
        } catch let failure as Failure {
            // It may be anybody's calendar; what is ours and broken is told all the same.
            Talk.say("! \(failure.message)")
            return
        }
        var feed = try FeedFile(path, withdrawing: memory, naming)
        try feed.add([], on: page)
        try feed.end()
    }

    private func names() throws -> [String] {
        guard let listing = opendir(folder) else {
            throw Failure(
                .inputOutput, "cannot list \(folder): \(String(cString: strerror(errno))); let its feeds be read")
        }
        defer { closedir(listing) }
        var names: [String] = []
        while let entry = readdir(listing) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasSuffix(".ics"), !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }
}
