import CivilCalendar
import ClinicalModel
import ControlInterface
import Surveillance

extension ItemReport {
    /// The report of an owed item on the day of its plan.
    public init(_ owed: borrowing OwedItem, asOf: CivilDate) {
        let booked: PartialDate? =
            switch owed.appointment.state {
            case .booked(let date), .bookedLate(let date): date
            case .none, .missed: nil
            }
        self.init(
            item: owed.item.rawValue, rule: owed.rule.rawValue, also: owed.also.map(\.rawValue),
            anchor: owed.anchor.description, earliest: owed.earliest.description, due: owed.due.description,
            latest: owed.latest.description, status: owed.status.rawValue, urgency: owed.urgency.rawValue,
            modality: owed.modality, substitute: owed.isSubstitute, flags: owed.flags.map(\.rawValue),
            booked: booked?.description, misses: owed.appointment.misses, daysLate: owed.daysLate(on: asOf))
    }
}
