import CivilCalendar
import ClinicalModel
import ControlInterface

extension PersonReport {
    /// The report of who a patient is.
    public init(_ patient: Patient) {
        self.init(
            mrn: patient.mrn, familyName: patient.familyName, givenName: patient.givenName,
            birthDate: patient.birthDate?.description, sex: patient.sex, clinic: patient.clinic,
            clinician: patient.clinician, row: Int(patient.row))
    }
}
