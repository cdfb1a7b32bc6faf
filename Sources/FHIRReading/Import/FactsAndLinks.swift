import CivilCalendar
import ClinicalModel
import JSONText
import RosterModel

extension ResourceImporter {
    /// Returns the patient of a resource, from its `subject` or `patient`.
    mutating func subject(of resource: Resource) throws(ElementFault) -> Int32? {
        let element = resource.element
        var reference = try element.element("subject")
        if reference == nil { reference = try element.element("patient") }
        guard let patient = try reference?.reference(to: .patient, scope: resource.place.scope) else { return nil }
        return subjects.subject(of: patient)
    }

    /// Adds what a resource says about its patient.
    ///
    /// - Returns: The number of the first fact; nil if none was added.
    @discardableResult
    mutating func enter(
        _ contents: [FactContent], of resource: Resource, date: PartialDate?, subject: Int32? = nil
    ) throws(ElementFault) -> Int? {
        var owner = subject
        if owner == nil { owner = try self.subject(of: resource) }
        guard let owner else {
            setAside(
                resource.type.rawValue, resource.place, nil,
                FieldFault(
                    element: "\(resource.type.rawValue).subject", kind: .missingSubject,
                    reason: "the resource names no patient",
                    remedy: "export it with a reference to its patient, or without it"))
            return nil
        }
        let isOpen = contents.allSatisfy { content in
            switch content {
            case .open, .nothing: true
            case .breastCancer, .metastaticStage, .metastasis, .leptomeningeal, .her2, .receptor, .performance, .worse,
                .scan, .surgery, .radiotherapy, .drug, .csf, .symptom, .appointment, .appointmentByOrder,
                .status, .visit, .visitByReason:
                false
            }
        }
        guard date != nil || isOpen else {
            setAside(
                resource.type.rawValue, resource.place, owner,
                FieldFault(
                    element: resource.type.rawValue, kind: .undatedResource,
                    reason: "the resource counts, and has no date that can be read",
                    remedy: "record when it happened, as far as it is known: YYYY, YYYY-MM or YYYY-MM-DD"))
            return nil
        }
        let made = contents.map { fact($0, of: resource, owner: owner, date: date) }
        return facts.add(made)
    }

    /// Counts a resource that says nothing; if it replaces an older version, that one no longer counts either.
    ///
    /// - Parameter isForeign: Whether no table knows any of its codes. Most of an export is like this: such resources
    ///   are not remembered against older versions that come later, unless their status withdraws them.
    mutating func ignore(_ resource: Resource, _ reason: String, isForeign: Bool = false) throws(ElementFault) {
        coverage.add(resource.type.rawValue, .ignored, reason)
        if isForeign, try resource.element.text("status") != "entered-in-error" {
            return facts.replace(fact(.nothing, of: resource, owner: 0, date: nil))
        }
        withdraw(resource, isStatus: reason.hasPrefix("status") || reason.hasPrefix("verificationStatus"))
    }

    /// Counts a resource whose code no table knows, by code: a site learns which codes its own tables need.
    mutating func ignoreUnknown(_ resource: Resource, _ reason: String, code: String) throws(ElementFault) {
        // A folder that says something different every time must not fill memory.
        let isNamed = !code.isEmpty && (unknownCodes.contains(code) || unknownCodes.count < 5_000)
        if isNamed { unknownCodes.insert(code) }
        try ignore(resource, isNamed ? "\(reason): \(code)" : reason)
    }

    /// Withdraws a deleted resource, in every version and wherever it stands.
    mutating func takeDeletion(of address: String, _ place: RecordPlace) {
        let parts = address.split(separator: "/").map(String.init)
        guard parts.count >= 2, let type = ResourceType(rawValue: parts[parts.count - 2]) else {
            return coverage.add("?", .ignored, "an entry without a resource")
        }
        coverage.add(type.rawValue, .ignored, "deleted")
        for scope in Set([place.scope, Reference.everywhere]) {
            let deletion = RecordPlace(file: place.file, line: place.line, scope: scope)
            var resource = Resource(
                ["resourceType": .string(type.rawValue), "id": .string(parts[parts.count - 1])], type: type,
                place: deletion)
            guard (try? resource.readIdentity()) != nil else { continue }
            resource.delete()
            withdraw(resource, isStatus: true)
        }
    }

    /// Notes that this version of a resource says nothing.
    mutating func withdraw(_ resource: Resource, isStatus: Bool = false) {
        facts.withdraw(fact(.nothing, of: resource, owner: 0, date: nil), isStatus: isStatus)
    }

    /// Notes an open question.
    mutating func ask(
        _ kind: QuestionKind, _ detail: String = "", of resource: Resource, date: PartialDate?
    ) throws(ElementFault) {
        coverage.add(resource.type.rawValue, .questioned, kind.rawValue)
        try enter([.open(kind, detail: text(detail))], of: resource, date: date)
    }

    /// Notes a reference to follow later.
    mutating func link(_ fact: Int, _ purpose: PendingLink.Purpose, _ reference: Reference) {
        links.append(PendingLink(fact: Int32(clamping: fact), purpose: purpose, reference: reference))
    }

    /// Notes what a resource is for those that refer to it.
    mutating func know(_ target: ReferenceTarget, of resource: Resource) {
        for reference in resource.references {
            targets[reference.first] = target
            if targets[reference.second] == nil { targets[reference.second] = target }
        }
    }

    /// Returns the doubts of these codes as additional facts.
    mutating func doubts(of entries: [CodeEntry]) -> [FactContent] {
        var doubts: [FactContent] = []
        for entry in entries {
            if let doubt = entry.doubt, entry.meaning != .unclear {
                doubts.append(.open(.codeDoubt, detail: text(doubt)))
            }
        }
        return doubts
    }

    private mutating func fact(
        _ content: FactContent, of resource: Resource, owner: Int32, date: PartialDate?
    ) -> Fact {
        let identity = resource.identity
        let packed = ResourceID.packed(identity)
        let (id, form) = packed ?? (ResourceID(number: longID(identity)), .number)
        return Fact(
            owner: owner, date: date ?? ResourceImporter.noDate, content: content,
            isScoped: form != .uuid && resource.place.scope != Reference.everywhere, isDated: date != nil, id: id,
            line: UInt32(clamping: resource.place.line), version: resource.version,
            file: UInt16(clamping: resource.place.file), type: resource.type.number, form: form)
    }

    private static let noDate = PartialDate(CivilDate.earliest)
}

extension ResourceImporter {
    /// Follows the references between resources, once all are read.
    mutating func followLinks() {
        for link in links {
            let referenced = targets[link.reference.first] ?? targets[link.reference.second]
            let index = Int(link.fact)
            if let content = ResourceImporter.followed(facts[index].content, link.purpose, referenced) {
                facts[index].content = content
            }
        }
        links = []
        targets = [:]
    }

    /// Returns the content of a fact once the referenced resource is known; nil if it does not change.
    private static func followed(
        _ content: FactContent, _ purpose: PendingLink.Purpose, _ referenced: ReferenceTarget?
    ) -> FactContent? {
        switch (purpose, content, referenced) {
        case (.medication, .drug(_, let state), .drug(let number)): .drug(number: number, state)
        case (.specimen, .her2, .notTissue): .nothing
        case (.focus, .worse, .cnsMetastasis): .open(.cnsDiseaseStatus, detail: 0)
        case (.focus, .worse, .site(.brain)), (.focus, .worse, .site(.meninges)): .open(.cnsDiseaseStatus, detail: 0)
        case (.primary, .metastasis, .otherCancer), (.primary, .leptomeningeal, .otherCancer):
            .open(.otherPrimary, detail: 0)
        case (.volume, .radiotherapy(var facts), .site(let site)) where facts.target == .untold:
            {
                facts.target = target([site])
                return .radiotherapy(facts)
            }()
        case (.reason, .radiotherapy(var facts), .some(let referenced)):
            {
                switch (referenced, facts.target) {
                case (.cnsMetastasis, .untold), (.cnsMetastasis, .reasonBreast): facts.target = .reasonBrain
                case (.breastCancer, .untold): facts.target = .reasonBreast
                case (.otherCancer, .untold): facts.target = .elsewhere
                case (.breastCancer, _), (.cnsMetastasis, _), (.otherMetastasis, _), (.otherCancer, _), (.drug, _),
                    (.notTissue, _), (.site, _), (.imaging, _):
                    break
                }
                return .radiotherapy(facts)
            }()
        case (.order, .appointmentByOrder(let state), .imaging(let kind)):
            kind.item.map { .appointment($0, state) } ?? .nothing
        case (.visitReason, .visitByReason, .breastCancer): .visit
        default: nil
        }
    }
}

/// A reference that is followed once everything is read.
struct PendingLink {
    /// What the referenced resource decides.
    enum Purpose: UInt8 {
        /// Which drug it was.
        case medication
        /// Whether the test was of tissue.
        case specimen
        /// Which disease is worse.
        case focus
        /// Which cancer a metastasis comes from.
        case primary
        /// Why radiotherapy was given.
        case reason
        /// The target of radiotherapy.
        case volume
        /// The purpose of an appointment.
        case order
        /// Which cancer a consultation was about.
        case visitReason
    }

    let fact: Int32
    let purpose: Purpose
    let reference: Reference
}

/// What a referenced resource is.
enum ReferenceTarget: Hashable {
    case breastCancer
    case cnsMetastasis
    case otherMetastasis
    case otherCancer
    case drug(number: UInt32)
    case notTissue
    case site(BodySite)
    case imaging(ImagingKind)
}
