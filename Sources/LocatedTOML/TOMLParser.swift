import CivilCalendar
import TOMLKit

/// TOMLKit, with its tree copied into values of our own.
///
/// TOMLKit never frees what it parsed, so a value costs its memory once for each reading; a file of a few kilobytes
/// that is read at start and on reload makes that bearable, and the copy keeps its pointers in this one place.
enum TOMLParser {
    /// How deep tables and arrays may stand inside each other; no configuration needs more than a handful.
    static let depthLimit = 32

    /// A value standing for one that could not be read. TOML allows the control character only as an escape.
    static let damagedText = "\u{1}damaged"

    /// Why a text was not accepted.
    struct Failure: Error {
        let fault: ReadingFault
        /// From 1.
        let line: Int
        /// From 1, in characters.
        let column: Int?
    }

    /// The root table of a text.
    static func parse(_ text: String) throws(Failure) -> TOMLNode {
        let table: TOMLTable
        do {
            table = try TOMLTable(string: text)
        } catch let error as TOMLParseError {
            let place = error.source.begin
            throw Failure(fault: .syntax(error.description), line: max(place.line, 1), column: max(place.column, 1))
        } catch {
            throw Failure(fault: .syntax("the parser gave no reason"), line: 1, column: nil)
        }
        guard let root = node(of: table, depth: 0) else {
            throw Failure(fault: .tooDeep(limit: depthLimit), line: 1, column: nil)
        }
        return root
    }

    private static func node(of table: TOMLTable, depth: Int) -> TOMLNode? {
        guard depth < depthLimit else { return nil }
        var entries: [String: TOMLNode] = [:]
        for key in table.keys {
            guard let value = table[key] else { continue }
            guard let node = node(of: value, depth: depth + 1) else { return nil }
            entries[key] = node
        }
        return .table(entries)
    }

    private static func node(of array: TOMLArray, depth: Int) -> TOMLNode? {
        guard depth < depthLimit else { return nil }
        var elements: [TOMLNode] = []
        for index in 0..<array.count {
            guard let node = node(of: array[index], depth: depth + 1) else { return nil }
            elements.append(node)
        }
        return .array(elements)
    }

    private static func node(of date: TOMLDate) -> TOMLNode {
        // TOML has a year 0, the civil calendar has none; as text it is refused with its line by whoever wants a date.
        CivilDate(year: date.year, month: date.month, day: date.day).map { .date($0) } ?? .string(date.debugDescription)
    }

    private static func node(of value: any TOMLValueConvertible, depth: Int) -> TOMLNode? {
        switch value.type {
        case .table: value.table.flatMap { node(of: $0, depth: depth) }
        case .array: value.array.flatMap { node(of: $0, depth: depth) }
        case .string: value.string.map { $0 == damagedText ? .damaged : .string($0) }
        case .int: value.int.map { .integer($0) }
        case .double: value.double.map { .float($0) }
        case .bool: value.bool.map { .boolean($0) }
        case .date: value.date.map(node(of:))
        case .time: .time
        case .dateTime: .dateTime
        }
    }
}
