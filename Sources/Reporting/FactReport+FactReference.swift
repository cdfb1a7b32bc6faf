import CivilCalendar
import ControlInterface
import Surveillance

extension FactReport {
    /// The report of a row.
    public init(_ fact: FactReference) {
        self.init(file: "events.csv", row: fact.row, date: fact.date.description, words: fact.words)
    }
}

extension RemarkReport {
    /// The report of something odd.
    public init(_ remark: Remark) {
        self.init(kind: remark.kind.rawValue, meaning: remark.meaning, fact: remark.fact.map { FactReport($0) })
    }
}
