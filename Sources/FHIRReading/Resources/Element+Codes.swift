import JSONText
import RosterReading

extension Element {
    /// What the codings of a concept stand for, those that no table knows left out; of a concept without codings, its text.
    func entries(_ key: String, _ tables: CodeTables) throws(ElementFault) -> [CodeEntry] {
        guard let concept = try element(key) else { return [] }
        return try concept.entries(tables)
    }

    /// What the codings of this concept stand for.
    func entries(_ tables: CodeTables) throws(ElementFault) -> [CodeEntry] {
        var entries: [CodeEntry] = []
        let codings = try elements("coding")
        for coding in codings {
            if let entry = try coding.codingEntry(tables) { entries.append(entry) }
        }
        if codings.isEmpty, let text = try text("text"), let entry = tables.entry(text: text.trimmed) {
            entries.append(entry)
        }
        return entries
    }

    /// What this coding stands for.
    func codingEntry(_ tables: CodeTables) throws(ElementFault) -> CodeEntry? {
        guard let system = try text("system"), let code = try text("code") else { return nil }
        return tables.entry(system: system, code: code)
    }

    /// What the codings of all concepts of an array stand for.
    func entriesOfAll(_ key: String, _ tables: CodeTables) throws(ElementFault) -> [CodeEntry] {
        var entries: [CodeEntry] = []
        for concept in try elements(key) { entries += try concept.entries(tables) }
        return entries
    }

    /// The codes of a concept as they are written, whatever their system: for lists that FHIR itself fixes.
    func codes(_ key: String) throws(ElementFault) -> [String] {
        guard let concept = try element(key) else { return [] }
        var codes: [String] = []
        for coding in try concept.elements("coding") { if let code = try coding.text("code") { codes.append(code) } }
        return codes
    }

    /// The first code of a concept for people to look up: system and code, and nothing that could name a person.
    func shownCode(_ key: String) throws(ElementFault) -> String {
        guard let coding = try element(key)?.elements("coding").first else { return "" }
        let code = ShownText.of(try coding.text("code") ?? "", upTo: 40)
        let system = ShownText.of(try coding.text("system") ?? "", upTo: 80)
        return system.isEmpty ? code : "\(system)|\(code)"
    }

    /// The unit of a quantity: its code, or where it has none the word for people.
    func unit() throws(ElementFault) -> String? {
        if let code = try text("code") { return code }
        return try text("unit")?.trimmed
    }

    /// Whether the resource says that it follows one of these profiles, by the end of their addresses.
    func hasProfile(_ endings: String...) throws(ElementFault) -> Bool {
        guard let meta = try element("meta") else { return false }
        return try meta.texts("profile").contains { profile in
            let plain = profile.split(separator: "|").first.map(String.init) ?? profile
            return endings.contains { plain.hasSuffix("/" + $0) }
        }
    }
}

extension String {
    /// The text without blanks around it.
    var trimmed: String {
        var text = Substring(self)
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}
