import ControlInterface
import Terminal

/// Patients who were found: by what they are told apart.
enum FoundColumns {
    static let names = [
        "mrn", "familyName", "givenName", "birthDate", "clinic", "phase", "incomplete", "absentSince", "pseudonym",
    ]

    static func fields(_ patient: PatientRow) -> [String] {
        [
            patient.mrn, patient.familyName, patient.givenName, patient.birthDate ?? "", patient.clinic, patient.phase,
            patient.incomplete ? "true" : "false", patient.absentSince ?? "", patient.pseudonym,
        ]
    }

    static func table(_ patients: [PatientRow], width: Int?, colours: Colours = .standard) -> [String] {
        var table = TextTable(
            [
                .init("MRN"), .init("NAME", .cut(10)), .init("BORN"), .init("CLINIC", .cut(6), isOptional: true),
                .init("PHASE", .wrapped), .init("REMARKS", .wrapped, isOptional: true),
            ], colours: colours, width: width)
        for patient in patients {
            let remarks = [
                patient.incomplete ? "incomplete data" : nil,
                patient.absentSince.map { "not in the export since \($0)" },
            ].compactMap(\.self)
            table.add([
                patient.mrn,
                [patient.familyName, patient.givenName].filter { !$0.isEmpty }.joined(separator: ", "),
                patient.birthDate ?? "-", patient.clinic, patient.phase, remarks.joined(separator: ", "),
            ])
        }
        return table.lines
    }
}
