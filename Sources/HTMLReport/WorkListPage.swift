import ControlInterface

/// The work-list: the patients to call first and why, then every patient with an item that is open or soon will be. A patient
/// stands where the most pressing item does, with the others below it.
struct WorkListPage {
    /// The number of patients in the short list at the top.
    private static let firstOnes = 5

    let page: Page
    let list: DuePage
    let census: CensusReport
    /// The details of each patient, by record number.
    let patients: [String: PatientRow]
    let names: ReportNames

    var file: ReportFile {
        page.file(
            Page.Place.workList.rawValue, "Work-list of \(list.asOf)", at: .workList, hasFilters: true,
            """
            <h1>Work-list of <span class="date">\(list.asOf)</span></h1>
            \(list.notices.map { "<p class=\"notice\">\(names.words($0))</p>" })
            \(figures)
            \(callFirst)
            <h2 id="all">Everything open, or due within 30 days</h2>
            \(filters)
            <output class="shown" aria-live="polite"></output>
            \(bands)
            """)
    }

    private var figures: HTML {
        let open = list.rows.filter { $0.item.status != "upcoming" }
        let emergencies = open.count { $0.item.urgency == "emergency" }
        let figures: [(Int, String)] = [
            (open.count, open.count == 1 ? "open item:" : "open items:"),
            (open.count { $0.item.status == "overdue" }, "overdue"),
            (open.count { $0.item.status == "due" }, "due"),
            (open.count { $0.item.status == "due-soon" }, "due soon;"),
            (emergencies, emergencies == 1 ? "of the open an emergency" : "of the open emergencies"),
            (open.count { $0.item.booked == nil }, "of the open not booked"),
            (census.total, "patients watched"),
        ]
        return "<ul class=\"figures\">\(figures.map { "<li><b>\($0.0)</b><span>\($0.1)</span></li>" })</ul>"
    }

    /// The first patients for whom something is to be done now.
    private var callFirst: HTML {
        let pressing = list.rows.filter { row in
            row.mask == nil && row.item.status != "upcoming"
                && (row.item.booked == nil || row.item.flags.contains("booked-late") || row.item.urgency == "emergency")
        }
        var seen: Set<String> = []
        let patients = pressing.filter { seen.insert($0.mrn).inserted }
        let first = patients.prefix(WorkListPage.firstOnes)
        if first.isEmpty {
            return "<h2>Call first</h2><p>Nobody: what is open is booked in time or held back by staff.</p>"
        }
        return """
            <h2>Call first</h2>
            <p class="quiet small">\(first.count == patients.count ? "All" : "The first \(first.count) of") \(patients.count) with something open and not booked in time, most urgent first.</p>
            <ol class="first">\(first.map(callFirst))</ol>
            """
    }

    private func callFirst(_ row: DueRow) -> HTML {
        let item = row.item
        let words = ItemWords(item: item)
        let booking: HTML =
            switch item.booked {
            case let day? where item.flags.contains("booked-late"):
                "<span class=\"late\">booked for \(day), after its latest date</span>"
            case let day?: "booked for \(day)"
            case nil: "<b>no appointment</b>"
            }
        return """
            <li\(item.urgency == "emergency" ? " class=\"is-emergency\"" as HTML : .nothing)>
            <p class="who">\(who(row)) <span class="quiet small free">\(ItemWords.short(row.clinic))</span></p>
            <p>\(words.urgencyChip) <b>\(words.title)</b>, \(words.standing), \(booking)</p>
            <p class="small">Why: \(reason(row)); latest <span class="date">\(item.own.latest)</span>\(HTML.when(row.highRisk, "; high risk"))\(HTML.given(row.owner) { "; taken on by \($0)" })</p>
            \(HTML.given(further(row)) { "<p class=\"small\">In the same call: \($0)</p>" })
            </li>
            """
    }

    /// What else is open of a patient, in a line; nil where nothing is.
    private func further(_ row: DueRow) -> String? {
        let others = list.rows.filter {
            $0.mrn == row.mrn && $0.item.item != row.item.item && $0.item.status != "upcoming"
        }
        let words = others.map { "\($0.item.item) (\($0.item.own.status))" }
        return words.isEmpty ? nil : words.joined(separator: ", ")
    }

    /// The patient: record number and name, as a link to the patient's page.
    private func who(_ row: DueRow) -> HTML {
        let pseudonym = patients[row.mrn]?.pseudonym ?? ""
        let name = names.listed(row.familyName, row.givenName)
        let mrn = names.mrn(row.mrn, pseudonym: pseudonym)
        return ItemWords.link(
            to: pseudonym, name.isEmpty ? "\(mrn)" : "<bdi>\(name)</bdi> <span class=\"free\">\(mrn)</span>")
    }

    private func reason(_ row: DueRow) -> HTML {
        "\(row.why ?? "rule \(row.item.rule)")"
    }

    private var filters: HTML {
        func choice(_ name: HTML, _ label: HTML, _ words: [String]) -> HTML {
            """
            <label>\(label)<select name="\(name)"><option value="">all</option>\(words.map { "<option value=\"\(WorkListPage.key($0))\">\(ItemWords.short($0))</option>" })</select></label>
            """
        }
        func words(_ word: (DueRow) -> String, in order: [String] = []) -> [String] {
            Set(list.rows.map(word)).sorted { first, second in
                (order.firstIndex(of: first) ?? order.count, first) < (
                    order.firstIndex(of: second) ?? order.count, second
                )
            }
        }
        return """
            <form class="filters" hidden aria-label="Filters">
            \(choice("clinic", "Clinic", words(\.clinic).filter { !$0.isEmpty }))
            \(choice("item", "Item", words(\.item.item)))
            \(choice("urgency", "Urgency", words(\.item.urgency, in: census.urgencies.map(\.word))))
            \(choice("status", "Status", words(\.item.status, in: ["overdue", "due", "due-soon"])))
            <label>Text<input type="search" name="text" size="14" autocomplete="off"></label>
            <label class="tick"><input type="checkbox" name="unbooked"> without appointment</label>
            <label class="tick"><input type="reset" value="Show all"></label>
            </form>
            """
    }

    private var bands: HTML {
        .all(
            DueBand.allCases.map { band in
                let rows = list.rows.filter { DueBand($0) == band }
                if rows.isEmpty { return .nothing }
                let title: HTML = "<h3>\(band.title) (<span>\(rows.count)</span>)</h3>"
                let table = PartedTable(
                    name: band.title, order: ", the most pressing patient first", style: "work",
                    heads: WorkListPage.heads,
                    rows: rows.withFurtherItems.map(row)
                ).parts
                return band == .longOverdue
                    ? "<details class=\"band\"><summary>\(title)</summary>\n\(table)</details>\n\n"
                    : "<section class=\"band\">\(title)\n\(table)</section>\n\n"
            })
    }

    private static let heads: HTML = """
        <th scope="col">Urgency</th><th scope="col">Patient</th><th scope="col">Item</th><th scope="col">Status</th>\
        <th scope="col">Due</th><th scope="col">Latest</th><th scope="col">Booked</th><th scope="col">Clinic</th><th scope="col">Why, and remarks</th>
        """

    /// A word as the filters use it.
    private static func key(_ word: String) -> String { word.replacing("|", with: " ") }

    private func row(_ row: DueRow, isFurther: Bool) -> HTML {
        let item = row.item
        let words = ItemWords(item: item)
        // Marked in place: a late appointment is as good a reason to call as none.
        let booked: HTML =
            item.flags.contains("booked-late")
            ? "<span class=\"late\">\(item.booked ?? "")</span><br>late" : "\(item.booked ?? "")"
        let remarks =
            words.remarks.filter { $0 != "booked-late" }
            + [
                row.mask.map { "\($0)\(row.maskUntil.map { " until \($0)" } ?? "")" },
                row.owner.map { "taken on by \($0)" }, row.highRisk ? "high risk" : nil,
                row.incomplete ? "incomplete data" : nil, row.absentSince.map { "not in the export since \($0)" },
            ].compactMap(\.self)
        return """
            <tr\(HTML.when(isFurther, " class=\"further\"")) data-k="\(WorkListPage.key(row.clinic))|\(item.item)|\(item.urgency)|\(item.status)|\(item.booked ?? "")"><td>\(words.urgencyChip)</td>\
            <th scope="row">\(who(row))</th><td>\(words.title)</td><td data-h="status">\(words.standing)</td>\
            <td class="date" data-h="due">\(item.own.due)</td><td class="date" data-h="latest">\(item.own.latest)</td>\
            <td class="date" data-h="booked">\(booked)</td><td class="free" data-h="clinic">\(ItemWords.short(row.clinic))</td>\
            <td class="small">\(reason(row))\(HTML.all(remarks.map { "; \($0)" as HTML }))</td></tr>

            """
    }
}

/// An item of the work-list in the words of the pages.
struct ItemWords {
    let item: ItemReport

    /// What to do; for a substitute, with the method used instead.
    var title: String { item.substitute ? "\(item.item) as CT with contrast" : item.item }

    var urgencyChip: HTML { "<span class=\"chip \(item.urgency)\">\(item.urgency)</span>" }

    /// The status on the day, with how late it is.
    var standing: HTML {
        item.own.daysLate == 0
            ? "\(item.own.status)" : "<span class=\"late\">overdue by \(ItemWords.days(item.own.daysLate))</span>"
    }

    /// Further remarks, beside the booking.
    var remarks: [String] {
        var remarks = item.flags.filter {
            ($0 != "mri-contraindicated" || !item.substitute) && ($0 != "missed" || item.misses < 2)
        }
        if item.misses > 1 { remarks.append("missed \(item.misses) times") }
        return remarks
    }

    /// A text of the roster in a list; cut, so that a very long one does not take the room of all others.
    static func short(_ text: String) -> String { text.count > 60 ? text.prefix(59) + "…" : text }

    static func days(_ count: Int) -> String { count == 1 ? "1 day" : "\(count) days" }

    static func link(to pseudonym: String, from folder: HTML = "patients/", _ text: HTML) -> HTML {
        "<a href=\"\(folder)\(pseudonym).html\">\(text)</a>"
    }
}
