import CivilCalendar
import JSONText
import RosterModel

/// A JSON object of a resource, whose members are read with the form that FHIR gives them.
///
/// A member that is absent is nil; one of another form than it must have throws, with the path of the element.
struct Element {
    let json: JSONObject
    /// The element's own path, for faults: the type and the name it stands under.
    let path: String

    init(_ json: JSONObject, path: String) {
        self.json = json
        self.path = path
    }

    func text(_ key: String) throws(ElementFault) -> String? {
        guard let value = json[key], !value.isNull else { return nil }
        guard let text = value.stringValue else { throw fault(key, "a text") }
        return text
    }

    func boolean(_ key: String) throws(ElementFault) -> Bool? {
        guard let value = json[key], !value.isNull else { return nil }
        guard let truth = value.boolValue else { throw fault(key, "true or false") }
        return truth
    }

    func number(_ key: String) throws(ElementFault) -> Double? {
        guard let value = json[key], !value.isNull else { return nil }
        guard let number = value.numberValue else { throw fault(key, "a number") }
        return number
    }

    func element(_ key: String) throws(ElementFault) -> Element? {
        guard let value = json[key], !value.isNull else { return nil }
        guard let object = value.objectValue else { throw fault(key, "an object") }
        return Element(object, path: path + "." + key)
    }

    func elements(_ key: String) throws(ElementFault) -> [Element] {
        guard let value = json[key], !value.isNull else { return [] }
        guard let array = value.arrayValue else { throw fault(key, "an array of objects") }
        var elements: [Element] = []
        for value in array where !value.isNull {
            guard let object = value.objectValue else { throw fault(key, "an array of objects") }
            elements.append(Element(object, path: path + "." + key))
        }
        return elements
    }

    func texts(_ key: String) throws(ElementFault) -> [String] {
        guard let value = json[key], !value.isNull else { return [] }
        guard let array = value.arrayValue else { throw fault(key, "an array of texts") }
        var texts: [String] = []
        for value in array where !value.isNull {
            guard let text = value.stringValue else { throw fault(key, "an array of texts") }
            texts.append(text)
        }
        return texts
    }

    /// A date or dateTime as the civil date it is written with; a time of day and a zone behind it are passed over.
    func date(_ key: String) throws(ElementFault) -> PartialDate? {
        guard let text = try text(key) else { return nil }
        if let date = PartialDate(text) { return date }
        if text.utf8.count > 10, text.utf8.dropFirst(10).first == UInt8(ascii: "T") {
            if let date = PartialDate(String(text.prefix(10))), date.isExact { return date }
        }
        throw fault(key, "a date: YYYY, YYYY-MM or YYYY-MM-DD, with a time of day or without")
    }

    /// The first of several dates that is there; `period.end` is a member of a member.
    func date(firstOf keys: String...) throws(ElementFault) -> PartialDate? {
        for key in keys {
            let parts = key.split(separator: ".").map(String.init)
            var holder: Element? = self
            for part in parts.dropLast() { holder = try holder?.element(part) }
            if let date = try holder?.date(parts[parts.count - 1]) { return date }
        }
        return nil
    }

    /// The first of several numbers that is there, likewise.
    func number(firstOf keys: String...) throws(ElementFault) -> Double? {
        for key in keys {
            let parts = key.split(separator: ".").map(String.init)
            var holder: Element? = self
            for part in parts.dropLast() { holder = try holder?.element(part) }
            if let number = try holder?.number(parts[parts.count - 1]) { return number }
        }
        return nil
    }

    private func fault(_ key: String, _ form: String) -> ElementFault {
        ElementFault(path: path + "." + key, reason: "the element is not \(form)")
    }
}

/// An element of a resource that cannot be used.
struct ElementFault: Error, Hashable {
    /// The element, as `Observation.code.coding`.
    let path: String
    /// What is wrong, in one clause. It quotes nothing of the resource.
    let reason: String
}

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
