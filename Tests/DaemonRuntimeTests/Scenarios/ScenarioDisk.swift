import Foundation
import Synchronization

/// What stands on the disk when the process is killed in the middle of a job: the files as they are at that moment.
final class ScenarioDisk: Sendable {
    private struct State {
        var folder: String
        var readings = 0
        var killAt: Int?
        var copy: String?
        var seen: [Data?] = []
        var moments: [Int] = []
    }

    private let state: Mutex<State>
    private static let files = ["cnswatch.sqlite", "cnswatch.sqlite-wal"]

    /// The disk with the store in a folder; killed at the so-manieth time that a job asks for the time.
    init(_ folder: String, killAt: Int?) { state = Mutex(State(folder: folder, killAt: killAt)) }

    /// At which of the times that jobs asked for the time the disk was another than before.
    var moments: [Int] { state.withLock { $0.moments } }

    /// A job asks for the time; the files are copied where this is the moment.
    func note() {
        state.withLock { state in
            state.readings += 1
            if state.killAt == nil {
                let files = ScenarioDisk.files.map { FileManager.default.contents(atPath: "\(state.folder)/\($0)") }
                if files != state.seen { state.moments.append(state.readings) }
                state.seen = files
            }
            guard state.readings == state.killAt else { return }
            let copy = "\(state.folder)-killed"
            try? FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: false)
            for file in ScenarioDisk.files {
                try? FileManager.default.copyItem(atPath: "\(state.folder)/\(file)", toPath: "\(copy)/\(file)")
            }
            state.copy = copy
        }
    }

    /// The folder with the files as they were, where the process was killed; given once.
    func takeCopy() -> String? {
        state.withLock { state in
            defer { state.copy = nil }
            return state.copy
        }
    }
}
