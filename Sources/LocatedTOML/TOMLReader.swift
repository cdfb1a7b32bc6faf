import CivilCalendar

/// Reads TOML 1.0 into values and the lines they stand on, going on after a fault as far as that makes sense.
///
/// A line that is no `key = value` is reported and stepped over; a key whose value could not be read is kept as
/// `TOMLNode.damaged`, about which nothing more is said. A broken header would put the keys after it into the wrong table
/// and so make faults that are none; there the reading ends.
struct TOMLReader {
    /// How deep tables and arrays may stand inside each other; no configuration needs more than a handful.
    static let depthLimit = 32
    private static let faultLimit = 20

    /// The faults of syntax, in the order in which they were found.
    private(set) var faults: [ConfigurationFault] = []
    /// The root table, or nil where the reading ended early.
    private(set) var root: TOMLNode?
    /// The lines of the values.
    let positions = PositionTree(line: 1)

    private let file: String
    private var cursor: TOMLCursor
    private var tree = TOMLTree()
    private var current: [String] = []
    private var place: PositionTree

    init(text: String, file: String) {
        self.file = file
        cursor = TOMLCursor(text)
        place = positions
        while faults.count < TOMLReader.faultLimit {
            cursor.skipBlankLines()
            guard let byte = cursor.peek else {
                root = tree.root
                return
            }
            let line = cursor.line
            do throws(TOMLSyntaxError) {
                try byte == UInt8(ascii: "[") ? readHeader() : readPair()
            } catch {
                report(error)
                // A value over several lines cannot be stepped over: nobody knows where it was meant to end.
                if byte == UInt8(ascii: "[") || error.isDepth || error.line != line { return }
                cursor.skipLine()
            }
        }
    }

    private mutating func report(_ error: TOMLSyntaxError) {
        let fault: ReadingFault = error.isDepth ? .tooDeep(limit: TOMLReader.depthLimit) : .syntax(error.reason)
        faults.append(
            ConfigurationFault(
                file: file, line: error.line, column: error.column, keyPath: "", reason: fault.reason,
                remedy: fault.remedy))
    }

    private mutating func readHeader() throws(TOMLSyntaxError) {
        let line = cursor.line
        cursor.advance()
        let isArray = cursor.take(UInt8(ascii: "["))
        let path = try cursor.readPath()
        try cursor.expect(UInt8(ascii: "]"), "the header is not closed")
        if isArray { try cursor.expect(UInt8(ascii: "]"), "the header is not closed") }
        try cursor.endLine()
        if let reason = isArray ? tree.appendTable(at: path) : tree.openTable(at: path) {
            throw TOMLSyntaxError(reason, line: line, column: 1)
        }
        place = positions
        for key in path.dropLast() { place = place.child(key, line: line).latest }
        if let key = path.last {
            place = place.child(key, line: line)
            if isArray { place = place.appendElement(line: line) }
        }
        current = path
    }

    private mutating func readPair() throws(TOMLSyntaxError) {
        let line = cursor.line
        let column = cursor.column
        let path = try cursor.readPath()
        try cursor.expect(UInt8(ascii: "="), "there is no = after the key")
        var at = place
        for key in path.dropLast() { at = at.child(key, line: line).latest }
        let key = path[path.count - 1]
        let isNew = at.children[key] == nil
        at = at.child(key, line: line)
        var failure: TOMLSyntaxError?
        var value = TOMLNode.damaged
        do throws(TOMLSyntaxError) {
            value = try cursor.readValue(at: at, depth: 1)
            try cursor.endLine()
        } catch {
            failure = error
            value = .damaged
        }
        if isNew || failure == nil, let reason = tree.insert(value, at: path, of: current) {
            throw failure ?? TOMLSyntaxError(reason, line: line, column: column)
        }
        if let failure { throw failure }
    }
}
