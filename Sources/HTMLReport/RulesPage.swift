import ControlInterface

/// The protocol in force: every rule with its numbers, source and grade.
struct RulesPage {
    let page: Page
    let inForce: ProtocolReport

    var file: ReportFile {
        let reference = inForce.protocol
        return page.file(
            Page.Place.rules.rawValue, "Protocol", at: .rules,
            """
            <h1>Protocol in force</h1>
            <dl><dt>Title</dt><dd>\(reference.title)</dd><dt>Identifier</dt><dd>\(reference.id)</dd><dt>Version</dt><dd>\(reference.version)</dd>
            <dt>In force from</dt><dd>\(inForce.effective)</dd><dt>Fingerprint</dt><dd>\(reference.fingerprint)</dd></dl>
            <p>Grades: <b>guideline</b>, a published guideline gives this figure or a range that holds it; <b>trial</b>, a trial used it;
            <b>local</b>, no figure was found in the literature, and a site must decide.</p>
            <div class="scroll" tabindex="0" role="region" aria-label="Rules"><table><caption>The rules; d, w and m are days, weeks and calendar months</caption>
            <thead><tr><th scope="col">Rule</th><th scope="col">Item</th><th scope="col">Due</th><th scope="col">Repeat</th><th scope="col">Early</th><th scope="col">Late</th>\
            <th scope="col">Condition</th><th scope="col">Urgency</th><th scope="col">Grade</th><th scope="col">Source</th></tr></thead>
            <tbody>\(inForce.rules.map(row))</tbody></table></div>
            """)
    }

    private func row(_ rule: RuleReport) -> HTML {
        """
        <tr><th scope="row">\(rule.rule)\(HTML.when(!rule.enabled, " <span class=\"quiet\">(off)</span>"))</th><td>\(rule.items.joined(separator: ", "))</td>\
        <td>\(rule.due)</td><td>\(rule.repeats)</td><td>\(rule.early)</td><td>\(rule.late)</td><td>\(rule.condition)</td>\
        <td><span class="chip \(rule.urgency)">\(rule.urgency)</span></td><td>\(rule.grade)</td><td class="small">\(rule.source)</td></tr>

        """
    }
}
