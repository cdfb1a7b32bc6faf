import ControlInterface

/// Problems of the data and open questions: faults of the export, patients missing from it, questions about records.
struct DataPage {
    /// A question about one patient's record.
    struct Question {
        let pseudonym: String
        let mrn: String
        let text: String
    }

    let page: Page
    let status: StatusReport
    let faults: FaultsReport
    let patients: [PatientRow]
    let questions: [Question]
    let names: ReportNames

    var file: ReportFile {
        page.file(
            Page.Place.data.rawValue, "Data questions", at: .data,
            """
            <h1>Data questions</h1>
            \(status.notices.map { "<p class=\"notice\">\(names.words($0))</p>" })
            <ul class="figures"><li><b>\(status.roster.patients)</b><span>patients in the export</span></li>
            <li><b>\(status.roster.events)</b><span>rows that count</span></li><li><b>\(status.roster.rejectedRows)</b><span>rows set aside</span></li>
            <li><b>\(status.roster.absent)</b><span>patients missing from the export</span></li></ul>
            \(faultTable)
            \(missing)
            <h2>Questions about records</h2>
            \(questions.isEmpty ? "<p>None.</p>" : questionTable)
            """)
    }

    private var faultTable: HTML {
        if faults.faults.isEmpty { return "<h2>Faulty rows</h2><p>None.</p>" }
        if names == .pseudonyms { return faultPlaces }
        return """
            <h2>Faulty rows</h2>
            <table class="list"><caption>\(faults.faults.count) of \(faults.total) faults of the export, with what to do</caption>
            <thead><tr><th scope="col">Where</th><th scope="col">What is wrong</th><th scope="col">What to do</th></tr></thead>
            <tbody>\(faults.faults.map { fault in
                "<tr><th scope=\"row\">\(fault.file)\(HTML.given(fault.row) { " row \($0)" })\(HTML.given(fault.column) { " \($0)" })</th><td>\(fault.reason)</td><td>\(fault.remedy)</td></tr>\n" as HTML
            })</tbody></table>
            """
    }

    /// The places of faults only: the fault texts quote the export, and shifted columns may contain a name.
    private var faultPlaces: HTML {
        """
        <h2>Faulty rows</h2>
        <table class="list"><caption>\(faults.faults.count) of \(faults.total) faults of the export; under pseudonyms it is not quoted: what is wrong, and what to do, \
        says cnswatch roster check</caption>
        <thead><tr><th scope="col">File</th><th scope="col">Row</th><th scope="col">Column</th></tr></thead>
        <tbody>\(faults.faults.map { fault in
            "<tr><th scope=\"row\">\(fault.file)</th><td data-h=\"row\">\(HTML.given(fault.row) { "\($0)" })</td><td data-h=\"column\">\(fault.column ?? "")</td></tr>\n" as HTML
        })</tbody></table>
        """
    }

    private var missing: HTML {
        let absent = patients.filter { $0.absentSince != nil }
        if absent.isEmpty { return .nothing }
        return """
            <h2>Missing from the export</h2><ul>\(absent.map { patient in
                "<li>\(ItemWords.link(to: patient.pseudonym, "\(names.mrn(patient.mrn, pseudonym: patient.pseudonym))")) since \(patient.absentSince ?? "")</li>" as HTML
            })</ul>
            """
    }

    private var questionTable: HTML {
        """
        <table class="list"><caption>\(questions.count) remarks and partial dates on which a plan depends</caption>
        <thead><tr><th scope="col">Patient</th><th scope="col">Question</th></tr></thead>
        <tbody>\(questions.map { question in
            "<tr><th scope=\"row\">\(ItemWords.link(to: question.pseudonym, "\(names.mrn(question.mrn, pseudonym: question.pseudonym))"))</th><td>\(question.text)</td></tr>\n" as HTML
        })</tbody></table>
        """
    }
}
