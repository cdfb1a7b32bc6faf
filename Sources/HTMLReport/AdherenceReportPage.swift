import ControlInterface

/// How what was owed was kept: by rule, clinic and month, with what the numbers can and cannot show.
struct AdherenceReportPage {
    private static let listed = 60

    let page: Page
    let adherence: AdherencePage
    let patients: [String: PatientRow]
    let names: ReportNames

    var file: ReportFile {
        let tables = AdherenceTables(adherence)
        let all = tables.all
        return page.file(
            Page.Place.adherence.rawValue, "Adherence", at: .adherence,
            """
            <h1>Adherence since \(adherence.since)</h1>
            <ul class="figures">
            <li><b>\(all.percentInside.map { "\($0) %" } ?? "–")</b><span>done inside the window</span></li>
            <li><b>\(all.medianDaysFromDue.map(AdherenceReportPage.signed) ?? "–")</b><span>median, days from the due date</span></li>
            <li><b>\(all.overdue)</b><span>overdue now</span></li>
            <li><b>\(all.judged)</b><span>occasions judged</span></li>
            </ul>
            \(table("By rule", "Rule", tables[.rule]))
            \(table("By clinic", "Clinic", tables[.clinic]))
            \(table("By month in which it was due", "Month", tables[.month]))
            <h2>What the figures mean</h2>
            <p>An occasion is one time that an item was owed. It counts as <b>inside</b> where it was done from the first to the last day of
            its window, <b>late</b> after it, <b>missed</b> where something else took its place after that, <b>overdue</b> where it still
            is. The share is that of the inside ones among all four. What was done <b>early</b>, before its window opened, was done for another
            reason: it is shown and not judged. A window that opens on the due
            date is a limit: what is done sooner is inside. The median is that of what was done, in days from its due date; + is after it.</p>
            <p class="quiet">Found by planning again as of each day on which something was recorded, with the rows dated before it, by the protocol of
            today. It judges by the record as it is exported today: what was entered late, corrected since or done elsewhere it cannot know.
            \(HTML.when(adherence.undated > 0, "\(adherence.undated) were done on a day that the record does not tell, and are not judged."))</p>
            \(notInTime)
            """)
    }

    private static func signed(_ days: Int) -> String { days > 0 ? "+\(days)" : days < 0 ? "−\(-days)" : "0" }

    private func table(_ title: HTML, _ heading: HTML, _ rows: [AdherenceTables.Row]) -> HTML {
        """
        <h2>\(title)</h2>
        <div class="scroll" tabindex="0" role="region" aria-label="\(title)"><table><caption>Occasions that ended or went overdue since \(adherence.since)</caption>
        <thead><tr><th scope="col">\(heading)</th><th scope="col" class="n">Inside</th><th scope="col" aria-label="as a bar"></th><th scope="col" class="n">Judged</th>\
        <th scope="col" class="n">Late</th><th scope="col" class="n">Missed</th><th scope="col" class="n">Overdue</th><th scope="col" class="n">Early</th><th scope="col" class="n">Median, days from due</th></tr></thead>
        <tbody>\(rows.map(row))</tbody></table></div>
        """
    }

    private func row(_ row: AdherenceTables.Row) -> HTML {
        let summary = row.summary
        let share = summary.percentInside
        return """
            <tr><th scope="row" class="free">\(row.name.isEmpty ? "none recorded" : row.name)</th><td class="n">\(share.map { "\($0) %" } ?? "–")</td>\
            <td><svg viewBox="0 0 100 10" width="100" height="10" aria-hidden="true"><rect class="f-window" x="0" y="0" width="100" height="10"></rect>\
            <rect class="f-booked" x="0" y="0" width="\(share ?? 0)" height="10"></rect></svg></td><td class="n">\(summary.judged)</td>\
            <td class="n">\(summary.late)</td><td class="n">\(summary.missed)</td><td class="n">\(summary.overdue)</td><td class="n">\(summary.early)</td>\
            <td class="n">\(summary.medianDaysFromDue.map(AdherenceReportPage.signed) ?? "–")</td></tr>

            """
    }

    private var notInTime: HTML {
        let late = adherence.occasions.filter { ["late", "missed", "overdue"].contains($0.outcome) }
            .sorted { ($0.latest, $0.mrn) > ($1.latest, $1.mrn) }
        if late.isEmpty { return .nothing }
        return """
            <h2>Not in time, latest first</h2>
            <table class="list"><caption>\(min(late.count, AdherenceReportPage.listed)) of \(late.count)</caption>
            <thead><tr><th scope="col">Patient</th><th scope="col">Clinic</th><th scope="col">Item</th><th scope="col">Rule</th><th scope="col">Latest</th><th scope="col">Done</th><th scope="col">Outcome</th></tr></thead>
            <tbody>\(late.prefix(AdherenceReportPage.listed).map { occasion in
                let pseudonym = patients[occasion.mrn]?.pseudonym ?? ""
                return "<tr><th scope=\"row\">\(ItemWords.link(to: pseudonym, "\(names.mrn(occasion.mrn, pseudonym: pseudonym))"))</th><td class=\"free\">\(occasion.clinic)</td><td>\(occasion.item)</td><td>\(occasion.rule)</td><td class=\"date\" data-h=\"latest\">\(occasion.latest)</td><td class=\"date\" data-h=\"done\">\(occasion.done ?? "")</td><td>\(occasion.outcome)\(occasion.daysLate > 0 ? " by \(ItemWords.days(occasion.daysLate))" : "")</td></tr>\n" as HTML
            })</tbody></table>
            """
    }
}
