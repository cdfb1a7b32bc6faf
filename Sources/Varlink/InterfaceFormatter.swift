/// Writes interface descriptions in one layout: a list stays on its line where it fits and holds no comment, and is
/// broken into one item per line, two spaces in, where not.
struct InterfaceFormatter {
    /// Columns a line may take before its lists are broken.
    private static let lineLimit = 100

    /// An item of a list before layout.
    private struct Item {
        let documentation: [String]
        let name: String
        let type: VarlinkType?
    }

    func text(of interface: InterfaceDescription) -> String {
        var text = comment(interface.documentation, indent: 0) + "interface \(interface.name)\n"
        for member in interface.members {
            text += "\n" + comment(member.documentation, indent: 0) + declaration(of: member) + "\n"
        }
        return text
    }

    private func declaration(of member: InterfaceMember) -> String {
        switch member.kind {
        case .structure(let fields):
            return list(items(fields), after: "type \(member.name) ", indent: 0, reserve: 0)
        case .enumeration(let values):
            return list(items(values), after: "type \(member.name) ", indent: 0, reserve: 0)
        case .method(let input, let output):
            let arrow = " -> "
            let start = list(items(input), after: "method \(member.name)", indent: 0, reserve: arrow.count + 2)
            return list(items(output), after: start + arrow, indent: 0, reserve: 0)
        case .error(let fields):
            return list(items(fields), after: "error \(member.name) ", indent: 0, reserve: 0)
        }
    }

    private func items(_ fields: StructDefinition) -> [Item] {
        fields.fields.map { Item(documentation: $0.documentation, name: $0.name, type: $0.type) }
    }

    private func items(_ values: EnumDefinition) -> [Item] {
        values.values.map { Item(documentation: $0.documentation, name: $0.name, type: nil) }
    }

    /// The text before, and behind it the list, laid out so that its first line and `reserve` columns more fit.
    private func list(_ items: [Item], after before: String, indent: Int, reserve: Int) -> String {
        let column = before.count - (before.lastIndex(of: "\n").map { before[...$0].count } ?? 0)
        if items.isEmpty { return before + "()" }
        let inline = "(" + items.map(inline).joined(separator: ", ") + ")"
        if column + inline.count + reserve <= Self.lineLimit, !items.contains(where: holdsComment) {
            return before + inline
        }
        let inner = indent + 1
        let lines = items.map { item in
            let start = margin(inner) + item.name
            return comment(item.documentation, indent: inner)
                + (item.type.map { type($0, after: start + ": ", indent: inner) } ?? start)
        }
        return before + "(\n" + lines.joined(separator: ",\n") + "\n" + margin(indent) + ")"
    }

    private func type(_ type: VarlinkType, after before: String, indent: Int) -> String {
        switch type {
        case .bool: before + "bool"
        case .int: before + "int"
        case .float: before + "float"
        case .string: before + "string"
        case .object: before + "object"
        case .named(let name): before + name
        case .optional(let wrapped): self.type(wrapped, after: before + "?", indent: indent)
        case .array(let element): self.type(element, after: before + "[]", indent: indent)
        case .map(let value): self.type(value, after: before + "[string]", indent: indent)
        case .structure(let fields): list(items(fields), after: before, indent: indent, reserve: 1)
        case .enumeration(let values): list(items(values), after: before, indent: indent, reserve: 1)
        }
    }

    /// An item on one line, its comments left aside.
    private func inline(_ item: Item) -> String {
        guard let type = item.type else { return item.name }
        return item.name + ": " + inline(type)
    }

    private func inline(_ type: VarlinkType) -> String {
        switch type {
        case .bool, .int, .float, .string, .object, .named: self.type(type, after: "", indent: 0)
        case .optional(let wrapped): "?" + inline(wrapped)
        case .array(let element): "[]" + inline(element)
        case .map(let value): "[string]" + inline(value)
        case .structure(let fields): "(" + items(fields).map(inline).joined(separator: ", ") + ")"
        case .enumeration(let values): "(" + items(values).map(inline).joined(separator: ", ") + ")"
        }
    }

    private func holdsComment(_ item: Item) -> Bool {
        !item.documentation.isEmpty || (item.type.map(holdsComment) ?? false)
    }

    private func holdsComment(_ type: VarlinkType) -> Bool {
        switch type {
        case .bool, .int, .float, .string, .object, .named: false
        case .optional(let inner), .array(let inner), .map(let inner): holdsComment(inner)
        case .structure(let fields): items(fields).contains(where: holdsComment)
        case .enumeration(let values): items(values).contains(where: holdsComment)
        }
    }

    private func comment(_ lines: [String], indent: Int) -> String {
        lines.map { margin(indent) + ($0.isEmpty ? "#" : "# " + $0) + "\n" }.joined()
    }

    private func margin(_ indent: Int) -> String {
        String(repeating: "  ", count: indent)
    }
}
