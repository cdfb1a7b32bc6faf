import CivilCalendar
import ClinicalModel

extension EventVocabulary {
    /// What happened; nil with problems added where the words do not tell. Columns that the event does not use are ignored.
    func content(of fields: EventFields, agents: inout AgentTable, problems: inout [RowProblem]) -> EventContent? {
        guard let kind = word(fields.event, .event, words.events, &problems) else { return nil }
        switch kind {
        case .diagnosis:
            return pair(fields, words.diagnosisSubjects, words.extents, &problems).map { .diagnosis($1) }
        case .biomarker:
            return biomarker(fields, &problems)
        case .metastasis:
            return metastasis(fields, &problems)
        case .imaging:
            return imaging(fields, &problems)
        case .leptomeningeal:
            return word(fields.result, .result, words.leptomeningealResults, &problems).map { .leptomeningeal($0) }
        case .csf:
            return pair(fields, words.csfSubjects, words.cytologyResults, &problems).map { .csf($1) }
        case .surgery:
            return word(fields.detail, .detail, words.operations, &problems).map { .surgery($0) }
        case .radiotherapy:
            return word(fields.detail, .detail, words.radiotherapies, &problems).map { .radiotherapy($0) }
        case .drug:
            return drug(fields, &agents, &problems)
        case .systemic:
            return word(fields.result, .result, words.systemicChanges, &problems).map { .systemic($0) }
        case .symptom:
            return pair(fields, words.symptoms, words.symptomChanges, &problems).map { .symptom($0, $1) }
        case .performance:
            return performance(fields, &problems)
        case .visit:
            return .visit
        case .biopsy:
            return biopsy(fields, &problems)
        case .decision:
            return word(fields.detail, .detail, words.decisions, &problems).map { .decision($0) }
        case .contraindication:
            return pair(fields, words.contraindications, words.changes, &problems).map { .contraindication($0, $1) }
        case .interval:
            return interval(fields, &problems)
        case .appointment:
            return pair(fields, words.items, words.appointmentResults, &problems).map { .appointment($0, $1) }
        case .status:
            return status(fields, &problems)
        }
    }

    private func word<Value>(
        _ text: FieldBytes, _ column: EventColumn, _ list: WordList<Value>, _ problems: inout [RowProblem]
    ) -> Value? {
        if let value = list.value(text) { return value }
        let kind: RosterFaultKind = text.isEmpty ? .missingWord : .unknownWord
        problems.append(RowProblem(kind, column: column.rawValue, value: text, accepted: list.words))
        return nil
    }

    /// The words of detail and result, both judged even where the first is faulty.
    private func pair<Detail, Result>(
        _ fields: EventFields, _ details: WordList<Detail>, _ results: WordList<Result>, _ problems: inout [RowProblem]
    ) -> (Detail, Result)? {
        let detail = word(fields.detail, .detail, details, &problems)
        let result = word(fields.result, .result, results, &problems)
        guard let detail, let result else { return nil }
        return (detail, result)
    }

    private func biomarker(_ fields: EventFields, _ problems: inout [RowProblem]) -> EventContent? {
        guard let receptor = word(fields.detail, .detail, words.biomarkers, &problems) else { return nil }
        guard let receptor else {
            return word(fields.result, .result, words.her2Results, &problems).map { .her2($0) }
        }
        return word(fields.result, .result, words.receptorResults, &problems).map { .hormoneReceptor(receptor, $0) }
    }

    private func metastasis(_ fields: EventFields, _ problems: inout [RowProblem]) -> EventContent? {
        let result = word(fields.result, .result, words.suspicions, &problems)
        let site = word(fields.site, .site, words.sites, &problems)
        let lesions = lesions(fields, criticalSite: nil, &problems)
        guard let result, let site, let lesions else { return nil }
        return .metastasis(result, site, lesions)
    }

    private func imaging(_ fields: EventFields, _ problems: inout [RowProblem]) -> EventContent? {
        guard let modality = word(fields.detail, .detail, words.modalities, &problems) else { return nil }
        switch modality {
        case .body(let modality):
            return word(fields.result, .result, words.bodyResults, &problems).map { .bodyImaging(modality, $0) }
        case .brain(let modality):
            let result = word(fields.result, .result, words.brainResults, &problems)
            let found = problems.count
            let site = words.criticalSites.value(fields.site)
            if site == nil, !fields.site.isEmpty { judgeFreeSite(fields.site, words.criticalSites.words, &problems) }
            let isUsable = problems[found...].allSatisfy { $0.kind.severity == .warning }
            let lesions = lesions(fields, criticalSite: site, &problems)
            guard let result, let lesions, isUsable else { return nil }
            return .brainImaging(modality, result, lesions)
        }
    }

    /// Free text is no fault, but a word that the rules know, written otherwise, would be passed over in silence.
    private func judgeFreeSite(_ site: FieldBytes, _ known: [String], _ problems: inout [RowProblem]) {
        let folded = NearestWord.folded(site)
        for word in known {
            let target = word.withFieldBytes { NearestWord.folded($0) }
            if folded == target {
                problems.append(RowProblem(.misspeltSite, column: EventColumn.site.rawValue, suggestion: word))
            } else if let critical = LesionDescription.CriticalSite(rawValue: word), mentions(critical, in: folded) {
                problems.append(RowProblem(.doubtfulSite, column: EventColumn.site.rawValue, suggestion: word))
            }
        }
    }

    private func mentions(_ site: LesionDescription.CriticalSite, in folded: [UInt8]) -> Bool {
        let stem =
            switch site {
            case .cerebellum: Array("cerebell".utf8)
            case .brainstem: Array("brainstem".utf8)
            }
        guard folded.count >= stem.count else { return false }
        return (0...(folded.count - stem.count)).contains { folded[$0...].starts(with: stem) }
    }

    private func lesions(
        _ fields: EventFields, criticalSite: LesionDescription.CriticalSite?, _ problems: inout [RowProblem]
    ) -> LesionDescription? {
        let count = fields.count.isEmpty ? nil : DecimalNumber.whole(fields.count, upTo: 9_999)
        let size = fields.size.isEmpty ? nil : DecimalNumber.thousandths(fields.size, upTo: 999)
        let isCountGood = count != nil || fields.count.isEmpty
        let isSizeGood = size != nil || fields.size.isEmpty
        if !isCountGood { problems.append(RowProblem(.badCount, column: EventColumn.count.rawValue)) }
        if !isSizeGood { problems.append(RowProblem(.badSize, column: EventColumn.size.rawValue)) }
        guard isCountGood, isSizeGood else { return nil }
        return LesionDescription(count: count, sizeInMicrometres: size, criticalSite: criticalSite)
    }

    private func drug(
        _ fields: EventFields, _ agents: inout AgentTable, _ problems: inout [RowProblem]
    ) -> EventContent? {
        let agent = agent(fields.detail, &agents, &problems)
        let change = word(fields.result, .result, words.changes, &problems)
        guard let agent, let change else { return nil }
        return .drug(agent, change)
    }

    private func agent(_ name: FieldBytes, _ agents: inout AgentTable, _ problems: inout [RowProblem]) -> Agent? {
        let column = EventColumn.detail.rawValue
        guard !name.isEmpty else {
            problems.append(RowProblem(.missingWord, column: column, accepted: ["the agent's name"]))
            return nil
        }
        switch agents.verdict(on: name) {
        case .agent(let agent):
            return agent
        case .doubtful(let agent, let near):
            problems.append(RowProblem(.doubtfulAgent, column: column, value: name, suggestion: near))
            return agent
        case .misspelt(let near):
            problems.append(RowProblem(.misspeltAgent, column: column, value: name, suggestion: near))
        case .unusable:
            problems.append(RowProblem(.unusableAgent, column: column))
        case .tooMany:
            problems.append(RowProblem(.tooManyAgents, column: column, expected: AgentTable.limit))
        }
        return nil
    }

    private func performance(_ fields: EventFields, _ problems: inout [RowProblem]) -> EventContent? {
        guard let scale = word(fields.detail, .detail, words.scales, &problems) else { return nil }
        let limit =
            switch scale {
            case .kps, .lvef: 100
            case .ecog: 5
            }
        guard let value = DecimalNumber.thousandths(fields.value, upTo: limit) else {
            let kind: RosterFaultKind = fields.value.isEmpty ? .missingValue : .badValue
            problems.append(RowProblem(kind, column: EventColumn.value.rawValue, expected: limit))
            return nil
        }
        return .performance(scale, thousandths: Int32(clamping: value))
    }

    private func biopsy(_ fields: EventFields, _ problems: inout [RowProblem]) -> EventContent? {
        let result = word(fields.result, .result, words.biopsyResults, &problems)
        let found = problems.count
        let named = words.sites.value(fields.site)
        if named == nil, !fields.site.isEmpty { judgeFreeSite(fields.site, words.sites.words, &problems) }
        guard let result, problems.count == found else { return nil }
        return .biopsy(result, named.map { .named($0) } ?? (fields.site.isEmpty ? .unnamed : .elsewhere))
    }

    private func interval(_ fields: EventFields, _ problems: inout [RowProblem]) -> EventContent? {
        let item = word(fields.detail, .detail, words.repeatedItems, &problems)
        let length = fields.result.count <= 8 ? fields.result.text : ""
        if length == "protocol" { return item.map { .interval($0, nil) } }
        guard let interval = Interval(length), !length.hasPrefix("-") else {
            problems.append(RowProblem(.badInterval, column: EventColumn.result.rawValue, value: fields.result))
            return nil
        }
        return item.map { .interval($0, interval) }
    }

    private func status(_ fields: EventFields, _ problems: inout [RowProblem]) -> EventContent? {
        // The table has the word in detail, the worked cases in result: either may hold it, or both alike.
        if fields.detail.isEmpty || fields.result.isEmpty {
            let isInDetail = fields.result.isEmpty && !fields.detail.isEmpty
            let text = isInDetail ? fields.detail : fields.result
            return word(text, isInDetail ? .detail : .result, words.statuses, &problems).map { .status($0) }
        }
        guard let (first, second) = pair(fields, words.statuses, words.statuses, &problems) else { return nil }
        guard first == second else {
            problems.append(RowProblem(.conflictingStatus, column: EventColumn.result.rawValue))
            return nil
        }
        return .status(first)
    }
}
