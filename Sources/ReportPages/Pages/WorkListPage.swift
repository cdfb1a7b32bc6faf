import ControlInterface

/// The work-list: who is to be called first and why, then everybody whose item is open or soon will be.
struct WorkListPage {
    /// How many stand in the short list at the top.
    private static let firstOnes = 5

    let page: Page
    let list: DuePage
    let census: CensusReport
    /// What is known of each patient, by record number.
    let patients: [String: PatientRow]
    let names: ReportNames
    /// The row that the leading rule of an item is reckoned from, in words, by record number and item.
    let reasons: [String: String]

    var file: ReportFile {
        page.file(
            Page.Place.workList.rawValue, "Work-list of \(list.asOf)", at: .workList, hasFilters: true,
            """
            <h1>Work-list of <span class="date">\(list.asOf)</span></h1>
            \(list.notices.map { "<p class=\"notice\">\($0.message)</p>" })
            \(figures)
            \(callFirst)
            <h2 id="all">Everything open, or due within 30 days</h2>
            \(filters)
            \(table)
            """)
    }

    private var figures: HTML {
        func count(_ word: String, in counts: [WordCount]) -> Int { counts.first { $0.word == word }?.count ?? 0 }
        let open = list.rows.filter { $0.item.status != "upcoming" }
        let emergencies = count("emergency", in: census.urgencies)
        let figures: [(Int, String)] = [
            (emergencies, emergencies == 1 ? "emergency" : "emergencies"),
            (open.count { $0.item.status == "overdue" }, "overdue"),
            (open.count { $0.item.status == "due" }, "due"),
            (open.count { $0.item.status == "due-soon" }, "due soon"),
            (open.count { $0.item.booked == nil }, "of these without appointment"),
            (census.total, "patients watched"),
        ]
        return "<ul class=\"figures\">\(figures.map { "<li><b>\($0.0)</b><span>\($0.1)</span></li>" })</ul>"
    }

    /// The first rows that somebody has to do something about now.
    private var callFirst: HTML {
        let pressing = list.rows.filter { row in
            row.mask == nil && row.item.status != "upcoming"
                && (row.item.booked == nil || row.item.flags.contains("booked-late") || row.item.urgency == "emergency")
        }
        let first = pressing.prefix(WorkListPage.firstOnes)
        if first.isEmpty {
            return "<h2>Call first</h2><p>Nobody: what is open is booked in time or held back by staff.</p>"
        }
        return """
            <h2>Call first</h2>
            <ol class="first">\(first.map(callFirst))</ol>
            """
    }

    private func callFirst(_ row: DueRow) -> HTML {
        let item = row.item
        let words = ItemWords(item: item)
        let booking: HTML =
            item.booked.map { "booked for \($0), after its latest date" as HTML } ?? "no appointment"
        return """
            <li\(item.urgency == "emergency" ? " class=\"is-emergency\"" as HTML : .nothing)>
            <p class="who">\(who(row)) <span class="quiet small free">\(row.clinic)</span></p>
            <p>\(words.urgencyChip) <b>\(words.title)</b>, \(words.standing), \(item.booked == nil || item.flags.contains("booked-late") ? booking : "booked for \(item.booked ?? "")")</p>
            <p class="small">Why: \(reason(row)); due <span class="date">\(item.due)</span>, latest <span class="date">\(item.latest)</span>\(HTML.when(row.highRisk, "; high risk"))\(HTML.given(row.owner) { "; taken on by \($0)" })</p>
            </li>
            """
    }

    /// Who it is: record number and name, as a link to the patient's page.
    private func who(_ row: DueRow) -> HTML {
        let pseudonym = patients[row.mrn]?.pseudonym ?? ""
        let name = names.name(row.familyName, row.givenName)
        let mrn = names.mrn(row.mrn, pseudonym: pseudonym)
        return ItemWords.link(
            to: pseudonym, name.isEmpty ? "\(mrn)" : "<bdi>\(name)</bdi> <span class=\"free\">\(mrn)</span>")
    }

    private func reason(_ row: DueRow) -> HTML {
        guard let reason = reasons["\(row.mrn) \(row.item.item)"] else { return "rule \(row.item.rule)" }
        let also: HTML = row.item.also.isEmpty ? .nothing : " (also \(row.item.also.joined(separator: ", ")))"
        return "\(reason), so \(row.item.rule)\(also)"
    }

    private var filters: HTML {
        func choice(_ name: HTML, _ label: HTML, _ words: [String]) -> HTML {
            """
            <label>\(label)<select name="\(name)"><option value="">all</option>\(words.map { "<option>\($0)</option>" })</select></label>
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
            <output aria-live="polite"></output>
            </form>
            """
    }

    private var table: HTML {
        let groups: [(HTML, [DueRow])] = [
            ("Emergencies: today", list.rows.filter { $0.item.urgency == "emergency" }),
            ("Urgent: days matter", list.rows.filter { ["inpatient", "urgent"].contains($0.item.urgency) }),
            (
                "On schedule",
                list.rows.filter { !["emergency", "inpatient", "urgent"].contains($0.item.urgency) }
            ),
        ]
        return """
            <table class="list">
            <caption>Most urgent first; within a group by how much of the window has passed, then by risk.</caption>
            <thead><tr><th scope="col">Urgency</th><th scope="col">Patient</th><th scope="col">Item</th><th scope="col">Stands</th>\
            <th scope="col">Due</th><th scope="col">Latest</th><th scope="col">Booked</th><th scope="col">Clinic</th><th scope="col">Why, and remarks</th></tr></thead>
            \(groups.filter { !$0.1.isEmpty }.map { title, rows in
                "<tbody><tr><th scope=\"rowgroup\" colspan=\"9\">\(title) (\(rows.count))</th></tr>\n\(rows.map(row))</tbody>\n"
            })</table>
            """
    }

    private func row(_ row: DueRow) -> HTML {
        let item = row.item
        let words = ItemWords(item: item)
        let remarks =
            words.remarks
            + [
                row.mask.map { "\($0)\(row.maskUntil.map { " until \($0)" } ?? "")" },
                row.owner.map { "taken on by \($0)" }, row.highRisk ? "high risk" : nil,
                row.incomplete ? "incomplete data" : nil, row.absentSince.map { "not in the export since \($0)" },
            ].compactMap(\.self)
        return """
            <tr data-k="\(row.clinic.replacing("|", with: " "))|\(item.item)|\(item.urgency)|\(item.status)|\(item.booked ?? "")"><td>\(words.urgencyChip)</td>\
            <th scope="row">\(who(row))</th><td>\(words.title)</td><td>\(words.standing)</td>\
            <td class="date" data-h="due">\(item.due)</td><td class="date" data-h="latest">\(item.latest)</td>\
            <td class="date" data-h="booked">\(item.booked ?? "")</td><td class="free">\(row.clinic)</td>\
            <td class="small">\(reason(row))\(HTML.all(remarks.map { "; \($0)" as HTML }))</td></tr>

            """
    }
}
