import CivilCalendar

/// Reads TOML 1.0 into values and their lines, continuing after a fault as far as that makes sense.
///
/// A line that is not `key = value` is reported and stepped over; a key whose value could not be read is kept as
/// `TOMLNode.damaged`, which causes no further faults. A broken header would put the keys after it into the wrong
/// table and so cause false faults; there the reading ends.
struct TOMLReader {
    /// The limit for nested tables and arrays; no configuration needs more than a handful.
    static let depthLimit = 32
    private static let faultLimit = 20

    /// The faults of syntax, in the order in which they were found.
    private(set) var faults: [ConfigurationFault] = []
    /// The root table, or nil if the reading ended early.
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
            var line: Int?
            var isHeader = false
            do throws(TOMLSyntaxError) {
                try cursor.skipBlankLines()
                guard let byte = cursor.peek else {
                    root = tree.root
                    return
                }
                line = cursor.line
                isHeader = byte == UInt8(ascii: "[")
                try isHeader ? readHeader() : readPair()
            } catch {
                report(error)
                // A value over several lines cannot be stepped over: its intended end is unknown.
                if isHeader || error.isDepth || line ?? error.line != error.line { return }
                cursor.skipLine()
            }
        }
    }

    private mutating func report(_ error: TOMLSyntaxError) {
        faults.append(
            ConfigurationFault(
                file: file, line: error.line, column: error.column, keyPath: "", reason: error.fault.reason,
                remedy: error.fault.remedy))
    }

    private mutating func readHeader() throws(TOMLSyntaxError) {
        let line = cursor.line
        cursor.advance()
        let isArray = cursor.take(UInt8(ascii: "["))
        let path = try cursor.readPath()
        guard cursor.isNext(isArray ? "]]" : "]") else { throw cursor.error("the header is not closed") }
        cursor.advance(isArray ? 2 : 1)
        try cursor.endLine()
        if let reason = isArray ? tree.appendTable(at: path) : tree.openTable(at: path) {
            throw TOMLSyntaxError(fault: .syntax(reason), line: line, column: 1)
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
            throw failure ?? TOMLSyntaxError(fault: .syntax(reason), line: line, column: column)
        }
        if let failure { throw failure }
    }
}

/// The values of a TOML file during reading, with the state that enforces TOML's ban on duplicates.
struct TOMLTree {
    private(set) var root = TOMLNode.table([:])
    /// The tables that have their header, or that dotted keys created.
    private var opened: Set<[String]> = []
    /// The tables that dotted keys have created since the last header; further dotted keys may extend only these.
    private var dotted: Set<[String]> = []
    /// The tables and arrays written as one value.
    private var closed: Set<[String]> = []

    /// Opens the table of a `[header]`; returns why it is not allowed, or nil.
    mutating func openTable(at path: [String]) -> String? {
        dotted = []
        guard opened.insert(path).inserted else { return "the table \(TOMLPath.text(of: path)) stands twice" }
        if let reason = reasonAgainstAdding(at: path) { return reason }
        return TOMLTree.edit(&root, path[...]) { node in
            switch node {
            case nil:
                node = .table([:])
                return nil
            case .table: return nil
            case .array, .string, .integer, .float, .boolean, .date, .time, .dateTime, .damaged:
                return "\(TOMLPath.text(of: path)) is already something else than a table"
            }
        }
    }

    /// Appends the table of a `[[header]]`; returns why it is not allowed, or nil.
    mutating func appendTable(at path: [String]) -> String? {
        dotted = []
        // The keys below the new element have not been used yet.
        opened = opened.filter { !$0.starts(with: path) }
        closed = closed.filter { !$0.starts(with: path) || $0 == path }
        if let reason = reasonAgainstAdding(at: path) { return reason }
        return TOMLTree.edit(&root, path[...]) { node in
            switch node {
            case nil:
                node = .array([.table([:])])
                return nil
            case .array(var elements):
                guard case .table = elements.last else { return "it is already an array of something else" }
                node = nil
                elements.append(.table([:]))
                node = .array(elements)
                return nil
            case .table, .string, .integer, .float, .boolean, .date, .time, .dateTime, .damaged:
                return "\(TOMLPath.text(of: path)) is already something else than an array of tables"
            }
        }
    }

    /// Stores a value under a key, which may be dotted, of the table at a path; returns why it is not allowed, or
    /// nil.
    mutating func insert(_ value: TOMLNode, at key: [String], of table: [String]) -> String? {
        let path = table + key
        if let reason = reasonAgainstAdding(at: path) { return reason }
        let tables = (1..<max(key.count, 1)).map { table + key.prefix($0) }
        for known in tables where !dotted.contains(known) {
            switch TOMLTree.node(at: known[...], in: root) {
            case .table, .array: return "\(TOMLPath.text(of: known)) was made by a header, below which its keys belong"
            case nil, .string, .integer, .float, .boolean, .date, .time, .dateTime, .damaged: break
            }
        }
        let reason = TOMLTree.edit(&root, path[...]) { node in
            guard node == nil else { return "the key \(TOMLPath.text(of: path)) stands twice" }
            node = value
            return nil
        }
        if let reason { return reason }
        opened.formUnion(tables)
        dotted.formUnion(tables)
        switch value {
        case .table, .array: closed.insert(path)
        case .string, .integer, .float, .boolean, .date, .time, .dateTime, .damaged: break
        }
        return nil
    }

    private func reasonAgainstAdding(at path: [String]) -> String? {
        for count in 1..<max(path.count + 1, 1) where closed.contains(Array(path.prefix(count))) {
            return "\(TOMLPath.text(of: Array(path.prefix(count)))) was written as one value and takes no more keys"
        }
        return nil
    }

    /// The node at a path; in an array of tables, in its latest table.
    private static func node(at path: ArraySlice<String>, in node: TOMLNode) -> TOMLNode? {
        guard let key = path.first else { return node }
        switch node {
        case .table(let values): return values[key].flatMap { TOMLTree.node(at: path.dropFirst(), in: $0) }
        case .array(let elements): return elements.last.flatMap { TOMLTree.node(at: path, in: $0) }
        case .string, .integer, .float, .boolean, .date, .time, .dateTime, .damaged: return nil
        }
    }

    private static func edit(
        _ node: inout TOMLNode, _ path: ArraySlice<String>, _ change: (inout TOMLNode?) -> String?
    ) -> String? {
        guard let key = path.first else { return nil }
        switch node {
        case .table(var values):
            // The node releases its table meanwhile, so that the change is made in place.
            node = .damaged
            defer { node = .table(values) }
            if path.count == 1 {
                var child = values.removeValue(forKey: key)
                let reason = change(&child)
                values[key] = child
                return reason
            }
            var child = values.removeValue(forKey: key) ?? .table([:])
            defer { values[key] = child }
            return edit(&child, path.dropFirst(), change)
        case .array(var elements):
            guard var last = elements.popLast(), case .table = last else { return "\(key) stands below an array" }
            node = .damaged
            let reason = edit(&last, path, change)
            elements.append(last)
            node = .array(elements)
            return reason
        case .string, .integer, .float, .boolean, .date, .time, .dateTime, .damaged:
            return "\(TOMLPath.text(ofKey: key)) stands below a value that is no table"
        }
    }
}

/// The lines of a TOML file's values, in the same structure as the values.
final class PositionTree {
    /// The line of the value's key, header or first character, from 1.
    let line: Int
    /// The positions of a table's values.
    private(set) var children: [String: PositionTree] = [:]
    /// The positions of an array's elements.
    private(set) var elements: [PositionTree] = []

    init(line: Int) { self.line = line }

    /// The position of a key; a key not seen before is recorded with this line.
    func child(_ key: String, line: Int) -> PositionTree {
        if let known = children[key] { return known }
        let new = PositionTree(line: line)
        children[key] = new
        return new
    }

    /// Records a further element of an array.
    func appendElement(line: Int) -> PositionTree {
        let new = PositionTree(line: line)
        elements.append(new)
        return new
    }

    /// The position to which keys of a table lead: in an array of tables, its latest table.
    var latest: PositionTree { elements.last ?? self }
}

/// A value of a TOML file, free of the parser that read it.
enum TOMLNode {
    case table([String: TOMLNode])
    case array([TOMLNode])
    case string(String)
    case integer(Int)
    case float(Double)
    case boolean(Bool)
    case date(CivilDate)
    case time
    case dateTime
    /// The value was reported as a fault of syntax; its reader must not report it again.
    case damaged

    var shape: TOMLShape {
        switch self {
        case .table: .table
        case .array: .array
        case .string: .string
        case .integer: .integer
        case .float: .float
        case .boolean: .boolean
        case .date: .date
        case .time: .time
        case .dateTime: .dateTime
        case .damaged: .damaged
        }
    }
}

/// The kind of a value in a TOML file.
public enum TOMLShape: String, CaseIterable, Hashable, Sendable {
    /// A table, with a header of its own or inline.
    case table
    /// An array.
    case array
    /// A string.
    case string
    /// A whole number.
    case integer
    /// A number with a fraction or an exponent.
    case float
    /// `true` or `false`.
    case boolean
    /// A date, unquoted.
    case date
    /// A time of day, unquoted.
    case time
    /// A date with a time of day, unquoted.
    case dateTime = "date-time"
    /// A value that could not be read, and was reported as such.
    case damaged

    /// The kind with its article.
    var phrase: String {
        switch self {
        case .array, .integer: "an \(rawValue)"
        case .table, .string, .float, .boolean, .date, .time, .damaged: "a \(rawValue)"
        case .dateTime: "a date with a time of day"
        }
    }
}

/// Keys as text for messages.
enum TOMLPath {
    /// A key as it can stand in a file: bare if TOML allows it, otherwise quoted, shortened and without control
    /// characters.
    static func text(ofKey key: String) -> String {
        1...64 ~= key.utf8.count && key.utf8.allSatisfy(isBare) ? key : Excerpt(key).description
    }

    /// Whether an unquoted key may contain a byte.
    static func isBare(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    /// The path of a table.
    static func text(of keys: some Sequence<String>) -> String { keys.map(text(ofKey:)).joined(separator: ".") }

    /// The path of a key inside the table at a path, which is empty for the file itself.
    static func path(of key: String, in table: String) -> String {
        table.isEmpty ? text(ofKey: key) : "\(table).\(text(ofKey: key))"
    }
}
