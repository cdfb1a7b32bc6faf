import RosterFolders
import Systemd

/// Watches the roster folder and calls once it is quiet: an export writes several files, an editor writes twice.
final class RosterFolderWatch {
    private static let quietMicroseconds: UInt64 = 1_000_000
    private static let retryMicroseconds: UInt64 = 2_000_000

    private let loop: EventLoop
    private let folder: String
    /// The names of the site's own files, if a mapping names them.
    private let files: [String]?
    private let onQuiet: () throws -> Void
    private var inotify: EventSource?
    private var timer: TimerSource?
    private var hasToldMissing = false

    init(loop: EventLoop, folder: String, files: [String]?, onQuiet: @escaping () throws -> Void) throws {
        self.loop = loop
        self.folder = folder
        self.files = files
        self.onQuiet = onQuiet
        timer = try loop.addMonotonicTimer(
            afterMicroseconds: RosterFolderWatch.retryMicroseconds, accuracyMicroseconds: 100_000
        ) { [unowned self] in try timeIsUp() }
        try timer?.stop()
        watch()
    }

    private func watch() {
        let mask: InotifyMask = [
            .closedAfterWriting, .created, .deleted, .movedFrom, .movedTo, .attributesChanged, .selfDeleted, .selfMoved,
            .onlyDirectory,
        ]
        inotify = try? loop.addInotify(path: folder, mask: mask) { [unowned self] event in try noticed(event) }
        // Polls only for a missing folder; the reload before has already reported it.
        if inotify == nil { try? timer?.restart(afterMicroseconds: RosterFolderWatch.retryMicroseconds) }
    }

    private func noticed(_ event: InotifyEvent) throws {
        if event.mask.contains(.selfDeleted) || event.mask.contains(.selfMoved) || event.mask.contains(.watchEnded) {
            inotify?.cancel()
            inotify = nil
        } else if let name = event.name, !(files?.contains(name) ?? RosterFolder.isPart(name)) {
            return
        }
        try timer?.restart(afterMicroseconds: RosterFolderWatch.quietMicroseconds)
    }

    private func timeIsUp() throws {
        let wasMissing = inotify == nil
        if wasMissing { watch() }
        // A folder that stays missing was reported when it disappeared; one that came back is read.
        if wasMissing, inotify == nil, hasToldMissing { return }
        hasToldMissing = inotify == nil
        try onQuiet()
    }

    /// Calls again a little later: a file was still being written.
    func tryAgain() throws { try timer?.restart(afterMicroseconds: RosterFolderWatch.quietMicroseconds) }
}
