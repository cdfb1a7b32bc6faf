import Varlink

/// A message: a type of the interface, or the list of members that goes with a method or an error.
struct Message {
    /// A member in Swift: one of the interface's, or several that are written out there and one value here.
    struct Member {
        enum Content {
            case value(MemberType)
            case members(of: String)
        }

        let name: String
        let documentation: [String]
        let content: Content
    }

    let name: String
    let documentation: [String]
    let members: [Member]
    /// The members as the interface lists them.
    let fields: StructDefinition
    /// Whether the members are also columns of text.
    let hasColumns: Bool
    /// Whether absent values are written as null, as the service answers; a question leaves them out.
    var writesNull = false

    /// The other messages that this one holds.
    var parts: [String] {
        members.compactMap { member in
            switch member.content {
            case .value(let type): type.message
            case .members(let name): name
            }
        }
    }
}

/// The messages of an interface, in the order of its text.
struct MessageList {
    private(set) var messages: [Message] = []
    /// The places of the interface that have a message, such as `DueRow` or `Due output`, with its name.
    private(set) var places: [(place: String, message: String)] = []

    /// Reads an interface with directives.
    ///
    /// - Throws: the first directive that is missing, unknown or wrong, or the first type that Swift is not given here.
    init(_ interface: InterfaceDescription) throws(GenerationError) {
        var answers: [String] = []
        for member in interface.members {
            var above = Directives(member.documentation)
            switch member.kind {
            case .structure(let fields):
                let hasColumns = !above.take("columns").isEmpty
                try add(member.name, above.served, fields, hasColumns: hasColumns, at: member.name)
            case .enumeration:
                throw GenerationError("\(member.name): an enum has no Swift type yet")
            case .method(let input, let output):
                _ = try addList("input", input, &above, at: member.name)
                answers += try addList("output", output, &above, at: member.name)
            case .error(let fields):
                answers += try addList("fields", described(fields, &above), &above, at: member.name)
            }
            try above.finish(at: member.name)
        }
        while let name = answers.popLast() {
            guard let index = messages.firstIndex(where: { $0.name == name && !$0.writesNull }) else { continue }
            messages[index].writesNull = true
            answers += messages[index].parts
        }
    }

    /// The fields of an error with the descriptions that stand above it.
    private func described(_ fields: StructDefinition, _ above: inout Directives) -> StructDefinition {
        let texts = above.takeNamed("field")
        return StructDefinition(
            fields.fields.map { field in
                let found = texts.filter { $0.names == [field.name] }.compactMap(\.text)
                return FieldDefinition(
                    field.name, field.type, documentation: field.documentation + found)
            })
    }

    /// Adds the message of a method's input or output, or of an error: the name it has, or none where it has no message.
    private mutating func addList(
        _ keyword: String, _ fields: StructDefinition, _ above: inout Directives, at place: String
    ) throws(GenerationError) -> [String] {
        let place = "\(place) \(keyword)"
        let directives = above.takeNamed(keyword)
        guard let directive = directives.first else {
            if fields.fields.isEmpty || keyword == "fields" { return [] }
            throw GenerationError("\(place): write '#: \(keyword) TYPE: TEXT' above it")
        }
        guard directives.count == 1, directive.names.count == 1 else {
            throw GenerationError("\(place): write one type")
        }
        let name = directive.names[0]
        if let text = directive.text {
            try add(name, [text], fields, at: place)
        } else {
            guard let message = messages.first(where: { $0.name == name }) else {
                throw GenerationError("\(place): \(name) is described nowhere above")
            }
            guard message.fields.fields.map(bare) == fields.fields.map(bare) else {
                throw GenerationError("\(place): its members are not those of \(name) above")
            }
            places.append((place, name))
        }
        return [name]
    }

    private mutating func add(
        _ name: String, _ documentation: [String], _ fields: StructDefinition, hasColumns: Bool = false,
        at place: String
    ) throws(GenerationError) {
        guard !messages.contains(where: { $0.name == name }) else {
            throw GenerationError("\(place): \(name) is described a second time")
        }
        guard !documentation.isEmpty else { throw GenerationError("\(place): describe it in a comment") }
        var members: [Message.Member] = []
        var rest = fields.fields[...]
        while let field = rest.first {
            members.append(try readMember(field, &rest, at: "\(place), \(field.name)"))
        }
        let message = Message(
            name: name, documentation: documentation, members: members, fields: fields, hasColumns: hasColumns)
        if hasColumns, let member = members.first(where: { !hasColumn($0) }) {
            throw GenerationError("\(place), \(member.name): this type has no column")
        }
        messages.append(message)
        places.append((place, name))
    }

    /// Whether a member is one column of text, or the columns of another message.
    private func hasColumn(_ member: Message.Member) -> Bool {
        switch member.content {
        case .value(let type): type.message == nil && (!type.isList || type.element == "String" && !type.isOptional)
        case .members(let name): messages.contains { $0.name == name && $0.hasColumns }
        }
    }

    /// Reads a member, and takes its fields off the front of the rest.
    private func readMember(
        _ field: FieldDefinition, _ rest: inout ArraySlice<FieldDefinition>, at place: String
    ) throws(GenerationError) -> Message.Member {
        var above = Directives(field.documentation)
        let documentation: [String]
        let content: Message.Member.Content
        var name = field.name
        if let within = above.takeNamed("within").first {
            guard within.names.count == 2, let text = within.text,
                let message = messages.first(where: { $0.name == within.names[1] && !$0.members.isEmpty })
            else {
                throw GenerationError("\(place): write '#: within MEMBER TYPE: TEXT' with a type that stands above")
            }
            let count = message.fields.fields.count
            guard rest.prefix(count).map(bare) == message.fields.fields.map(bare) else {
                throw GenerationError("\(place): the members from here on are not those of \(message.name)")
            }
            (name, documentation, content) = (within.names[0], [text], .members(of: message.name))
            rest.removeFirst(count)
        } else {
            documentation = above.served
            var type = try MemberType(field.type, at: place)
            if type.isOptional { type.isOmittedWhereNull = above.take("omitted") == ["where null"] }
            if type.isList { type.separator = above.take("separator").first ?? "" }
            content = .value(type)
            rest.removeFirst()
        }
        guard !documentation.isEmpty else { throw GenerationError("\(place): describe it in a comment") }
        try above.finish(at: place)
        return Message.Member(name: name, documentation: documentation, content: content)
    }

    /// A field without its description, which need not stand again where its type is used within a message.
    private func bare(_ field: FieldDefinition) -> FieldDefinition { FieldDefinition(field.name, field.type) }
}

/// The type of a member: text, a number, a truth value or a message, or a list of such values; perhaps absent.
struct MemberType {
    /// The Swift type of one value.
    let element: String
    /// What the reading functions of `MessageMembers` call one value.
    let reader: String
    /// The message that the value is, or nil.
    let message: String?
    let isList: Bool
    let isOptional: Bool
    /// Whether a null is left out of an answer too.
    var isOmittedWhereNull = false
    /// What separates the values of a list in a column, before a space.
    var separator = ""

    init(_ type: VarlinkType, at place: String) throws(GenerationError) {
        var type = type
        if case .optional(let wrapped) = type { (isOptional, type) = (true, wrapped) } else { isOptional = false }
        if case .array(let value) = type { (isList, type) = (true, value) } else { isList = false }
        switch type {
        case .bool: (element, reader, message) = ("Bool", "boolean", nil)
        case .int: (element, reader, message) = ("Int", "integer", nil)
        case .string: (element, reader, message) = ("String", "string", nil)
        case .named(let name): (element, reader, message) = (name, "message", name)
        case .float, .object, .optional, .array, .map, .structure, .enumeration:
            throw GenerationError("\(place): this type has no Swift type yet")
        }
    }

    /// The type in Swift.
    var swift: String { (isList ? "[\(element)]" : element) + (isOptional ? "?" : "") }

    /// The function of `MessageMembers` that reads it.
    var readingFunction: String { reader + (isList ? "s" : "") + (isOptional ? "IfPresent" : "") }
}

/// The comment above a part of the interface: lines that are served, and directives, which begin with `#:`.
///
/// The top of the `.varlink` file lists the directives. Each is taken by its keyword; `finish` reports what is left.
struct Directives {
    /// The lines that are served.
    let served: [String]
    private var directives: [(keyword: String, rest: String)]

    init(_ comment: [String]) {
        served = comment.filter { !$0.hasPrefix(":") }
        directives = comment.filter { $0.hasPrefix(":") }.map { line in
            let words = line.dropFirst().split(separator: " ", maxSplits: 1)
            return (words.first.map(String.init) ?? "", words.count > 1 ? String(words[1]) : "")
        }
    }

    /// Takes the directives with a keyword: what follows it in each.
    mutating func take(_ keyword: String) -> [String] {
        defer { directives.removeAll { $0.keyword == keyword } }
        return directives.filter { $0.keyword == keyword }.map(\.rest)
    }

    /// Takes the directives of the form `keyword NAMES: TEXT`, or `keyword NAMES`.
    mutating func takeNamed(_ keyword: String) -> [(names: [String], text: String?)] {
        take(keyword).map { rest in
            let parts = rest.split(separator: ": ", maxSplits: 1)
            return (
                (parts.first ?? "").split(separator: " ").map(String.init), parts.count > 1 ? String(parts[1]) : nil
            )
        }
    }

    /// Ends the reading of a comment.
    ///
    /// - Throws: a directive that has no meaning at this place.
    func finish(at place: String) throws(GenerationError) {
        guard let left = directives.first else { return }
        throw GenerationError("\(place): '#: \(left.keyword) \(left.rest)' has no meaning here")
    }
}
