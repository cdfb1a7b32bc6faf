import CivilCalendar
import ClinicalModel
import ControlInterface
import Surveillance

extension FactReport {
    /// The report of a row.
    public init(_ fact: FactReference) {
        let (file, row) =
            switch fact.source {
            case .export(let row): ("events.csv", row)
            case .recorded(let act): ("recorded", act)
            case .supposed: ("events.csv", 0)
            }
        self.init(file: file, row: row, date: fact.date.description, words: fact.words)
    }
}

extension RemarkReport {
    /// The report of something odd.
    public init(_ remark: Remark) {
        self.init(kind: remark.kind.rawValue, meaning: remark.meaning, fact: remark.fact.map { FactReport($0) })
    }
}
