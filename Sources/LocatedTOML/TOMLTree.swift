/// The values of a TOML file while they are read, with what TOML forbids to write twice.
struct TOMLTree {
    private(set) var root = TOMLNode.table([:])
    private var opened: Set<[String]> = []

    /// Opens the table of a `[header]`; tells why it may not stand.
    mutating func openTable(at path: [String]) -> String? {
        guard opened.insert(path).inserted else { return "the table \(TOMLPath.text(of: path)) stands twice" }
        return TOMLTree.edit(&root, path[...]) { node in
            switch node {
            case nil:
                node = .table([:])
                return nil
            case .table: return nil
            default: return "\(TOMLPath.text(of: path)) is already something else than a table"
            }
        }
    }

    /// Appends the table of a `[[header]]`; tells why it may not stand.
    mutating func appendTable(at path: [String]) -> String? {
        // The keys below the new element are new ones.
        opened = opened.filter { !$0.starts(with: path) }
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
            default: return "\(TOMLPath.text(of: path)) is already something else than an array of tables"
            }
        }
    }

    /// Puts a value in its place; tells why it may not stand.
    mutating func insert(_ value: TOMLNode, at path: [String]) -> String? {
        TOMLTree.edit(&root, path[...]) { node in
            guard node == nil else { return "the key \(TOMLPath.text(of: path)) stands twice" }
            node = value
            return nil
        }
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
