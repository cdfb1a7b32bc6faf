import CivilCalendar
import ClinicalModel
import ControlInterface
import Surveillance

extension FactReport {
    /// The report of a record of the export, which stands where `places` says, or of an act.
    public init(_ fact: FactReference, _ places: EventPlaces) {
        let place: EventPlace
        switch fact.source {
        case .export(let row): place = places.place(ofRow: row) ?? EventPlace(file: "events.csv", line: row)
        case .recorded(let act): place = EventPlace(file: "recorded", line: act)
        case .supposed: place = EventPlace(file: "events.csv", line: 0)
        }
        self.init(
            file: place.file, row: place.line, resource: place.resource, date: fact.date.description, words: fact.words)
    }
}

extension RemarkReport {
    /// The report of something odd.
    public init(_ remark: Remark, _ places: EventPlaces) {
        self.init(kind: remark.kind.rawValue, meaning: remark.meaning, fact: remark.fact.map { FactReport($0, places) })
    }
}
