import CivilCalendar

/// A table of a TOML file, with typed getters that record faults instead of throwing.
///
/// A getter returns nil if the key is missing or its value is unsuitable, and records the fault with its line. To
/// read an optional key, use `ifPresent`. Every key asked for counts as known to `reportUnknownKeys`. The examples
/// passed to getters appear in remedies.
public final class LocatedTable {
    /// The table's path, such as `rules.visit`; empty for the whole file.
    public let keyPath: String
    /// The line of the table's header, or of its key; nil for the whole file.
    public let line: Int?

    private let values: [String: TOMLNode]
    private let position: PositionTree?
    private let log: ConfigurationFaults
    private var asked: [String] = []
    private var handedOut: [LocatedTable] = []

    init(values: [String: TOMLNode], position: PositionTree?, line: Int?, keyPath: String, log: ConfigurationFaults) {
        self.values = values
        self.position = position
        self.line = line
        self.keyPath = keyPath
        self.log = log
    }

    /// The keys of the table, in the order of their lines.
    public var keys: [String] {
        values.keys.sorted { (line(of: $0) ?? 0, $0) < (line(of: $1) ?? 0, $1) }
    }

    /// Whether the key is present, whatever its value.
    public func contains(_ key: String) -> Bool { values[key] != nil }

    /// The line of a key, or the table's if the key is absent or has no line of its own; nil for a key absent from
    /// the file.
    public func line(of key: String) -> Int? { position?.children[key]?.line ?? line }

    /// The kind of value of a key; nil if the key is absent. The key then counts as known.
    public func shape(of key: String) -> TOMLShape? {
        ask(for: key)
        return values[key]?.shape
    }

    /// Reads an optional key: nil, without a fault, if it is absent.
    public func ifPresent<Value>(_ key: String, _ read: (String) -> Value?) -> Value? {
        ask(for: key)
        return contains(key) ? read(key) : nil
    }

    /// Records a fault of the value of a key, or of the table itself if the key is nil.
    public func report(_ key: String?, reason: String, remedy: String) {
        log.report(
            line: key.map { line(of: $0) } ?? line, keyPath: key.map { TOMLPath.path(of: $0, in: keyPath) } ?? keyPath,
            reason: reason, remedy: remedy)
    }

    /// Reports each key that was not asked for as a fault, here and in every table handed out.
    ///
    /// For a key that was asked for in a different table, also one of `optionalTable` that the file leaves out, the
    /// fault names that place.
    public func reportUnknownKeys() { reportUnknownKeys(askedPlaces) }

    private func reportUnknownKeys(_ places: [String: [String]]) {
        for key in keys where !asked.contains(key) {
            // If many tables may hold the key, naming them would not help.
            if let places = places[key], 1...3 ~= places.count {
                note(.misplacedKey(key: key, places: places), at: key)
            } else {
                note(.unknownKey(key: key, known: asked), at: key)
            }
        }
        for table in handedOut { table.reportUnknownKeys(places) }
    }

    /// For each key asked for, the tables in which it was, in order: `control`, `routes[]` for tables of which there may
    /// be several, and the file itself as an empty path.
    var askedPlaces: [String: [String]] {
        var places: [String: [String]] = [:]
        let place = keyPath.replacing(/\[[0-9]+\](\.)?/) { $0.1 == nil ? "[]" : "." }
        for key in asked { places[key] = [place] }
        for table in handedOut {
            places.merge(table.askedPlaces) { known, further in known + further.filter { !known.contains($0) } }
        }
        return places
    }

    // MARK: Values

    /// A string.
    public func string(_ key: String, example: String) -> String? {
        read(key, expected: "a string", example: "\"\(example)\"") { node in
            if case .string(let text) = node { text } else { nil }
        }
    }

    /// A whole number in a range.
    public func integer(_ key: String, in range: ClosedRange<Int>, example: Int) -> Int? {
        let number: Int? = read(key, expected: "a whole number", example: "\(example)") { node in
            if case .integer(let number) = node { number } else { nil }
        }
        guard let number, !range.contains(number) else { return number }
        let bounds = "\(range.lowerBound) to \(range.upperBound)"
        note(.outOfRange(found: "\(number)", range: bounds, key: key, example: "\(example)"), at: key)
        return nil
    }

    /// A number in a range, with or without a fraction.
    public func number(_ key: String, in range: ClosedRange<Double>, example: Double) -> Double? {
        let number: Double? = read(key, expected: "a number", example: "\(example)") { node in
            if case .integer(let number) = node { return Double(number) }
            if case .float(let number) = node { return number }
            return nil
        }
        guard let number, !range.contains(number) else { return number }
        let bounds = "\(range.lowerBound) to \(range.upperBound)"
        note(.outOfRange(found: "\(number)", range: bounds, key: key, example: "\(example)"), at: key)
        return nil
    }

    /// `true` or `false`.
    public func boolean(_ key: String) -> Bool? {
        read(key, expected: "true or false", example: "true") { node in
            if case .boolean(let value) = node { value } else { nil }
        }
    }

    /// An interval such as `"28d"`, `"6w"`, `"3m"` or `"-28d"`, as a string.
    public func interval(_ key: String, example: Interval) -> Interval? {
        let shown = "\"\(example)\""
        return string(key, example: "\(example)").flatMap { text in
            converted(Interval(text), from: text, key: key, expected: "1 to 3 digits and d, w or m", example: shown)
        }
    }

    /// A day, as a string `"YYYY-MM-DD"` or as an unquoted date.
    public func date(_ key: String, example: CivilDate) -> CivilDate? {
        ask(for: key)
        if case .date(let date) = values[key] { return date }
        let shown = "\"\(example)\""
        return string(key, example: "\(example)").flatMap { text in
            converted(CivilDate(text), from: text, key: key, expected: "a day written YYYY-MM-DD", example: shown)
        }
    }

    /// One of the words of a vocabulary.
    public func word<Word: RawRepresentable & CaseIterable>(_ key: String, of type: Word.Type) -> Word?
    where Word.RawValue == String {
        let words = Word.allCases.map(\.rawValue)
        guard let text = string(key, example: words.first ?? "") else { return nil }
        if let word = Word(rawValue: text) { return word }
        note(.unknownWord(found: text, words: words), at: key)
        return nil
    }

    /// An array of words of a vocabulary, none of them twice.
    public func words<Word: RawRepresentable & CaseIterable & Hashable>(_ key: String, of type: Word.Type) -> [Word]?
    where Word.RawValue == String {
        let accepted = Word.allCases.map(\.rawValue)
        guard let texts = strings(key, example: accepted.first ?? "") else { return nil }
        var words: [Word] = []
        for text in texts {
            guard let word = Word(rawValue: text) else {
                note(.unknownWord(found: text, words: accepted), at: key)
                return nil
            }
            guard !words.contains(word) else {
                report(key, reason: "holds \"\(text)\" twice", remedy: "remove one of them")
                return nil
            }
            words.append(word)
        }
        return words
    }

    /// An array of strings.
    public func strings(_ key: String, example: String) -> [String]? {
        read(key, expected: "an array of strings", example: "[\"\(example)\"]") { node in
            guard case .array(let elements) = node else { return nil }
            var texts: [String] = []
            for element in elements {
                guard case .string(let text) = element else { return nil }
                texts.append(text)
            }
            return texts
        }
    }

    /// A table inside this one.
    public func table(_ key: String) -> LocatedTable? {
        guard contains(key) else {
            ask(for: key)
            let path = TOMLPath.path(of: key, in: keyPath)
            log.report(.missingTable(path: path), line: line, keyPath: path)
            return nil
        }
        return read(key, expected: "a table", example: "{ ... }") { node in
            guard case .table(let values) = node else { return nil }
            return handOut(values, at: position?.children[key], key: key, suffix: "")
        }
    }

    /// A table that may be left out; then an empty one, so that its keys are read and known, whose faults nobody sees.
    public func optionalTable(_ key: String) -> LocatedTable { ifPresent(key) { table($0) } ?? absentTable(key) }

    /// An array of tables that may be left out; then one empty table, of which `optionalTable` says what it is for.
    public func optionalTables(_ key: String, example: String) -> [LocatedTable] {
        let present = ifPresent(key) { tables($0, example: example) } ?? []
        return present.isEmpty ? [absentTable(key + "[]")] : present
    }

    private func absentTable(_ key: String) -> LocatedTable {
        let path = keyPath.isEmpty ? key : keyPath.replacing("[]", with: "") + "." + key
        let table = LocatedTable(
            values: [:], position: nil, line: nil, keyPath: path, log: ConfigurationFaults(file: log.file))
        handedOut.append(table)
        return table
    }

    /// An array of tables: inline, or as headers in double brackets.
    public func tables(_ key: String, example: String) -> [LocatedTable]? {
        read(key, expected: "an array of tables", example: example) { node in
            guard case .array(let elements) = node else { return nil }
            let values = elements.compactMap { if case .table(let values) = $0 { values } else { nil } }
            guard values.count == elements.count else { return nil }
            let positions = position?.children[key]?.elements ?? []
            let tables = values.enumerated().map { index, values in
                let place = positions.indices.contains(index) ? positions[index] : nil
                return handOut(values, at: place, key: key, suffix: "[\(index + 1)]")
            }
            return tables
        }
    }

    // MARK: What the getters share

    private func read<Value>(
        _ key: String, expected: String, example: String, _ convert: (TOMLNode) -> Value?
    ) -> Value? {
        ask(for: key)
        guard let node = values[key] else {
            log.report(.missing(key: key, example: example), line: line, keyPath: TOMLPath.path(of: key, in: keyPath))
            return nil
        }
        if case .damaged = node { return nil }
        if let value = convert(node) { return value }
        note(.wrongShape(found: node.shape, expected: expected, key: key, example: example), at: key)
        return nil
    }

    private func converted<Value>(
        _ value: Value?, from text: String, key: String, expected: String, example: String
    ) -> Value? {
        if value == nil { note(.wrongForm(found: text, expected: expected, key: key, example: example), at: key) }
        return value
    }

    private func handOut(
        _ values: [String: TOMLNode], at place: PositionTree?, key: String, suffix: String
    ) -> LocatedTable {
        let table = LocatedTable(
            values: values, position: place, line: place?.line ?? line(of: key),
            keyPath: TOMLPath.path(of: key, in: keyPath) + suffix, log: log)
        handedOut.append(table)
        return table
    }

    private func ask(for key: String) {
        if !asked.contains(key) { asked.append(key) }
    }

    private func note(_ fault: ReadingFault, at key: String) {
        report(key, reason: fault.reason, remedy: fault.remedy)
    }
}
