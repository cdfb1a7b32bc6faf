import Glibc

/// A folder that goes with the test.
final class TemporaryFolder {
    let path: String
    private var names: Set<String> = []

    init() {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(parent)/roster-reading-XXXXXX".utf8CString)
        path = template.withUnsafeMutableBufferPointer { String(cString: mkdtemp($0.baseAddress!)) }
    }

    deinit {
        for name in names.union(["patients.csv", "events.csv"]) where remove("\(path)/\(name)") != 0 {
            rmdir("\(path)/\(name)")
        }
        rmdir(path)
    }

    func write(_ name: String, _ text: String, appending: Bool = false) {
        names.insert(name)
        guard let file = fopen("\(path)/\(name)", appending ? "a" : "w") else { return }
        fputs(text, file)
        fclose(file)
    }
}
