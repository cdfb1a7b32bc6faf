/// The values of a TOML file while they are read, with what TOML forbids to write twice.
struct TOMLTree {
    private(set) var root = TOMLNode.table([:])
    /// The tables that have their header, or were made by dotted keys.
    private var opened: Set<[String]> = []
    /// The tables and arrays that were written as one value.
    private var closed: Set<[String]> = []

    /// Opens the table of a `[header]`; tells why it may not stand.
    mutating func openTable(at path: [String]) -> String? {
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

    /// Appends the table of a `[[header]]`; tells why it may not stand.
    mutating func appendTable(at path: [String]) -> String? {
        // The keys below the new element are new ones.
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

    /// Puts a value at a key, which may be dotted, of the table at another path; tells why it may not stand.
    mutating func insert(_ value: TOMLNode, at key: [String], of table: [String]) -> String? {
        let path = table + key
        if let reason = reasonAgainstAdding(at: path) ?? TOMLTree.insert(value, at: path, into: &root) { return reason }
        for count in 1..<max(key.count, 1) { opened.insert(table + key.prefix(count)) }
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

    /// Puts a value into an inline table; tells why it may not stand.
    static func insert(_ value: TOMLNode, at path: [String], into table: inout TOMLNode) -> String? {
        edit(&table, path[...]) { node in
            guard node == nil else { return "the key \(TOMLPath.text(of: path)) stands twice" }
            node = value
            return nil
        }
    }

    private static func edit(
        _ node: inout TOMLNode, _ path: ArraySlice<String>, _ change: (inout TOMLNode?) -> String?
    ) -> String? {
        guard let key = path.first else { return nil }
        switch node {
        case .table(var values):
            // The node lets go of its table meanwhile, so that the change is made in place.
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
