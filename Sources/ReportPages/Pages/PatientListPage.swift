import ControlInterface

/// All patients, so that nobody is in the roster and not in the report.
struct PatientListPage {
    let page: Page
    let asOf: String
    let census: CensusReport
    let patients: [PatientRow]
    let names: ReportNames
    /// What each patient is owed next, by record number.
    let next: [String: ItemReport]

    var file: ReportFile {
        page.file(
            Page.Place.patients.rawValue, "Patients", at: .patients,
            """
            <h1>All patients</h1>
            <p>Every patient is in exactly one phase; the phases sum to the roster.</p>
            <table><caption>Where all patients stand as of \(census.asOf)</caption>
            <thead><tr><th scope="col">Phase</th><th scope="col" class="n">Patients</th></tr></thead>
            <tbody>\(census.phases.filter { $0.count > 0 }.map { "<tr><th scope=\"row\">\($0.word)</th><td class=\"n\">\($0.count)</td></tr>" })
            <tr><th scope="row"><b>all</b></th><td class="n"><b>\(census.total)</b></td></tr></tbody></table>
            <h2>By name</h2>
            \(PartedTable(
                name: "Patients", order: ", with what each is owed next", style: "everybody",
                heads: PatientListPage.heads, rows: patients.sorted { key($0) < key($1) }.map(row)).parts)
            """)
    }

    private static let heads: HTML = """
        <th scope="col">Patient</th><th scope="col">Clinic</th><th scope="col">Phase</th><th scope="col">Next</th><th scope="col">Due</th><th scope="col">Remarks</th>
        """

    private func key(_ patient: PatientRow) -> (String, String) {
        (names.name(patient.familyName, patient.givenName), names.mrn(patient.mrn, pseudonym: patient.pseudonym))
    }

    private func row(_ patient: PatientRow) -> HTML {
        let mrn = names.mrn(patient.mrn, pseudonym: patient.pseudonym)
        let name = names.listed(patient.familyName, patient.givenName)
        let next = next[patient.mrn]
        let remarks = [
            patient.incomplete ? "incomplete data" : nil, patient.absentSince.map { "not in the export since \($0)" },
        ].compactMap(\.self)
        return """
            <tr><th scope="row">\(ItemWords.link(to: patient.pseudonym, name.isEmpty ? "\(mrn)" : "<bdi>\(name)</bdi> <span class=\"free\">\(mrn)</span>"))</th>\
            <td class="free" data-h="clinic">\(ItemWords.short(patient.clinic))</td><td data-h="phase">\(patient.phase)</td><td data-h="next">\(next?.item ?? "")</td>\
            <td class="date" data-h="due">\(next.map { $0.daysLate > 0 ? "<span class=\"late\">\($0.due)</span>" : "\($0.due)" } ?? .nothing as HTML)</td>\
            <td>\(remarks.joined(separator: ", "))</td></tr>

            """
    }
}
