import CivilCalendar
import JSONText
import RosterModel

/// A JSON object in a resource, whose members are read in the form that FHIR requires.
///
/// An absent member is nil; a member of the wrong form throws, with the path of the element.
struct Element {
    let json: JSONObject
    /// The element's own path, for faults: the type and the name of the element.
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

    /// Returns a date or dateTime as the civil date it is written with; the time of day and zone are ignored.
    func date(_ key: String) throws(ElementFault) -> PartialDate? {
        guard let text = try text(key) else { return nil }
        if let date = PartialDate(text) { return date }
        if text.utf8.count > 10, text.utf8.dropFirst(10).first == UInt8(ascii: "T") {
            if let date = PartialDate(String(text.prefix(10))), date.isExact { return date }
        }
        throw fault(key, "a date: YYYY, YYYY-MM or YYYY-MM-DD, with a time of day or without")
    }

    /// Returns the first date present under these keys; `period.end` is a member of a member.
    func date(firstOf keys: String...) throws(ElementFault) -> PartialDate? {
        for key in keys {
            let parts = key.split(separator: ".").map(String.init)
            var holder: Element? = self
            for part in parts.dropLast() { holder = try holder?.element(part) }
            if let date = try holder?.date(parts[parts.count - 1]) { return date }
        }
        return nil
    }

    /// Returns the first number present under these keys, in the same way.
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

/// The fault of an element that cannot be used.
struct ElementFault: Error, Hashable {
    /// The element, such as `Observation.code.coding`.
    let path: String
    /// What is wrong, as one clause. It quotes nothing from the resource.
    let reason: String
}

extension Element {
    /// Returns what the codings of a concept mean, without those that no table knows; for a concept without codings,
    /// its text.
    func entries(_ key: String, _ tables: CodeTables) throws(ElementFault) -> [CodeEntry] {
        guard let concept = try element(key) else { return [] }
        return try concept.entries(tables)
    }

    /// Returns what the codings of this concept mean.
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

    /// Returns what this coding means.
    func codingEntry(_ tables: CodeTables) throws(ElementFault) -> CodeEntry? {
        guard let system = try text("system"), let code = try text("code") else { return nil }
        return tables.entry(system: system, code: code)
    }

    /// Returns what the codings of all concepts in an array mean.
    func entriesOfAll(_ key: String, _ tables: CodeTables) throws(ElementFault) -> [CodeEntry] {
        var entries: [CodeEntry] = []
        for concept in try elements(key) { entries += try concept.entries(tables) }
        return entries
    }

    /// Returns the codes of a concept as written, in any system: for lists that FHIR itself defines.
    func codes(_ key: String) throws(ElementFault) -> [String] {
        guard let concept = try element(key) else { return [] }
        var codes: [String] = []
        for coding in try concept.elements("coding") { if let code = try coding.text("code") { codes.append(code) } }
        return codes
    }

    /// Returns the first code of a concept for people to look up: system and code, nothing that could name a person.
    func shownCode(_ key: String) throws(ElementFault) -> String {
        guard let coding = try element(key)?.elements("coding").first else { return "" }
        let code = ShownText.of(try coding.text("code") ?? "", upTo: 40)
        let system = ShownText.of(try coding.text("system") ?? "", upTo: 80)
        return system.isEmpty ? code : "\(system)|\(code)"
    }

    /// Returns the unit of a quantity: its code, or the display unit if there is no code.
    func unit() throws(ElementFault) -> String? {
        if let code = try text("code") { return code }
        return try text("unit")?.trimmed
    }

    /// Returns whether the resource claims one of these profiles, compared by the end of their addresses.
    func hasProfile(_ endings: String...) throws(ElementFault) -> Bool {
        guard let meta = try element("meta") else { return false }
        return try meta.texts("profile").contains { profile in
            let plain = profile.split(separator: "|").first.map(String.init) ?? profile
            return endings.contains { plain.hasSuffix("/" + $0) }
        }
    }
}

extension String {
    /// The text without surrounding blanks.
    var trimmed: String {
        var text = Substring(self)
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}
