import ClinicalModel
import RosterReading

extension Intake {
    /// Follows the references between resources, now that all of them are read.
    mutating func followLinks() {
        for link in links {
            let thing = things[link.reference.first] ?? things[link.reference.second]
            let index = Int(link.fact)
            if let content = Intake.followed(facts[index].content, link.purpose, thing) {
                facts[index].content = content
            }
        }
        links = []
        things = [:]
    }

    /// What a fact says once it is known what it points to; nil where that changes nothing.
    private static func followed(
        _ content: FactContent, _ purpose: PendingLink.Purpose, _ thing: KnownThing?
    ) -> FactContent? {
        switch (purpose, content, thing) {
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
        case (.reason, .radiotherapy(var facts), .some(let thing)):
            {
                switch (thing, facts.target) {
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
