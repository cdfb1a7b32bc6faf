import CivilCalendar
import JSONText

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
