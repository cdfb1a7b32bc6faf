import ClinicalModel
import JSONText

/// One resource while it is read.
struct Resource {
    let element: Element
    let type: ResourceType
    let place: RecordPlace
    /// The id; empty where there is none, and then the full URL stands for it.
    private(set) var id = ""
    /// Which version it is.
    private(set) var version = Version.untold

    init(_ object: JSONObject, type: ResourceType, place: RecordPlace) {
        element = Element(object, path: type.rawValue)
        self.type = type
        self.place = place
    }

    mutating func readIdentity() throws(ElementFault) {
        id = try element.text("id") ?? ""
        guard id.utf8.count <= 256 else { throw ElementFault(path: element.path + ".id", reason: "the id is too long") }
        guard let meta = try element.element("meta") else { return }
        let number = try meta.text("versionId").flatMap { Int($0) } ?? 0
        let moment = try meta.text("lastUpdated").flatMap(Moment.moment)
        version = Version(seconds: moment?.seconds ?? 0, milliseconds: moment?.milliseconds ?? 0, number: number)
    }

    /// Makes it the last version there ever is.
    mutating func delete() { version = .last }

    /// What others call it.
    var references: [Reference] {
        var references: [Reference] = []
        if !id.isEmpty { references.append(Reference(type: type.rawValue, scope: place.scope, id: id)) }
        if let url = place.fullURL, !url.isEmpty {
            if let reference = Element.reference(url, to: type, scope: place.scope), !references.contains(reference) {
                references.append(reference)
            }
        }
        return references
    }

    /// What stands for it among the facts.
    var identity: String { id.isEmpty ? place.fullURL ?? "line-\(place.line)" : id }

    /// Whether it has extensions, or rules, that nobody may pass over who does not know them; none are known here.
    var hasUnknownModifiers: Bool {
        get throws(ElementFault) {
            if let rules = try element.text("implicitRules"), !rules.isEmpty { return true }
            return try !element.elements("modifierExtension").isEmpty
        }
    }

    /// A resource that it contains, by the id that follows `#`.
    func contained(_ id: String) throws(ElementFault) -> Element? {
        for inner in try element.elements("contained") where try inner.text("id") == id { return inner }
        return nil
    }
}
