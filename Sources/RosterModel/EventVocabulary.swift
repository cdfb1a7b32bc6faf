import CivilCalendar
import ClinicalModel
import Spelling

/// The vocabulary of events (protocol.md section 2): the one place where words become events, for files and for staff.
public struct EventVocabulary: Sendable {
    let words = VocabularyWords()

    /// Whether events that an earlier version stored are read, which may break rules that came later.
    private let acceptsStored: Bool

    /// The vocabulary of protocol.md section 2.
    public init() { acceptsStored = false }

    /// The vocabulary for events that are stored: brand names and intervals beyond the limits stand as they were taken.
    public static let stored = EventVocabulary(acceptsStored: true)

    private init(acceptsStored: Bool) { self.acceptsStored = acceptsStored }

    /// Returns what these words mean.
    ///
    /// Words must match exactly, as in files. Throws every fault of the words at once.
    public func parse(_ event: EventWords) throws(EventRefusal) -> ParsedEvent {
        var table = AgentTable(acceptsStored: acceptsStored)
        let outcome = withFields(of: event) { fields -> Result<ParsedEvent, EventRefusal> in
            var problems: [RowProblem] = []
            let date = date(of: fields.date, problems: &problems)
            let content = content(of: fields, agents: &table, problems: &problems)
            let faults = problems.map { $0.inWords(severity: $0.kind.severity) }
            guard let date, let content else { return .failure(EventRefusal(faults: faults)) }
            return .success(ParsedEvent(date: date, content: content, warnings: faults))
        }
        return try outcome.get()
    }

    /// Returns the date of an event; nil, with a problem added, if the text is not a date.
    package func date(of text: FieldBytes, problems: inout [RowProblem]) -> PartialDate? {
        if let date = PartialDate(utf8: text.buffer) { return date }
        let kind: RosterFaultKind = text.isEmpty ? .missingDate : .badDate
        problems.append(RowProblem(kind, column: EventColumn.date.rawValue, value: text))
        return nil
    }

    private func withFields<Outcome>(of event: EventWords, _ body: (EventFields) -> Outcome) -> Outcome {
        let texts = [
            event.date, event.event, event.detail, event.result, event.site, event.count, event.size, event.value,
        ]
        return texts.joined().withFieldBytes { all in
            var rest = all.start
            let fields = texts.map { text in
                let field = FieldBytes(start: rest, count: text.utf8.count)
                rest += field.count
                return field.trimmed
            }
            return body(
                EventFields(
                    date: fields[0], event: fields[1], detail: fields[2], result: fields[3], site: fields[4],
                    count: fields[5], size: fields[6], value: fields[7]))
        }
    }
}

/// One event in the words of `events.csv`, as staff record it.
public struct EventWords: Hashable, Sendable {
    /// The column `date`: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.
    public var date: String
    /// The column `event`.
    public var event: String
    /// The column `detail`; empty if the event has none.
    public var detail: String
    /// The column `result`; empty if the event has none.
    public var result: String
    /// The column `site`; empty if none is named.
    public var site: String
    /// The column `count`; empty if not recorded.
    public var count: String
    /// The column `size_mm`, in millimetres; empty if not recorded.
    public var size: String
    /// The column `value`; empty if the event has none.
    public var value: String

    /// Creates an event from these words; blanks around a word are dropped as in a file.
    public init(
        date: String, event: String, detail: String = "", result: String = "", site: String = "", count: String = "",
        size: String = "", value: String = ""
    ) {
        self.date = date
        self.event = event
        self.detail = detail
        self.result = result
        self.site = site
        self.count = count
        self.size = size
        self.value = value
    }
}

extension EventWords {
    /// Creates the words of an event as `EventVocabulary` reads them back.
    public init(_ event: Event) {
        let (detail, result) = event.content.words
        let lesions = event.content.lesions
        var value = ""
        if case .performance(_, let thousandths) = event.content { value = "\(ThousandthsText(Int(thousandths)))" }
        self.init(
            date: event.date.description, event: event.content.eventName, detail: detail, result: result,
            site: event.content.siteWord, count: lesions?.count.map { "\($0)" } ?? "",
            size: lesions?.sizeInMicrometres.map { "\(ThousandthsText($0))" } ?? "", value: value)
    }
}

/// The meaning of an event's words.
public struct ParsedEvent: Hashable, Sendable {
    /// When it happened.
    public let date: PartialDate
    /// What happened.
    public let content: EventContent
    /// Doubts about words accepted as written, such as an agent whose name is one letter from a known one.
    public let warnings: [FieldFault]
}

/// The refusal of words that make no event, with every fault of them.
public struct EventRefusal: Error, Hashable, Sendable {
    /// The faults in column order; never empty.
    public let faults: [FieldFault]
}

extension EventRefusal: CustomStringConvertible {
    /// One line per fault.
    public var description: String { faults.map(\.description).joined(separator: "\n") }
}

extension EventVocabulary {
    /// Returns what happened; nil, with problems added, if the words do not say. Columns that the event does not use
    /// are ignored.
    package func content(
        of fields: EventFields, agents: inout AgentTable, problems: inout [RowProblem]
    ) -> EventContent? {
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

    /// Returns the words of detail and result; checks both even if the first is faulty.
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

    /// Free text is not a fault, but a misspelling of a word the rules know would otherwise be ignored in silence.
    private func judgeFreeSite(_ site: FieldBytes, _ known: [String], _ problems: inout [RowProblem]) {
        let folded = NearestWord.folded(site.buffer)
        for word in known {
            if folded == NearestWord.folded(word.utf8) {
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
        case .mixed(let known):
            problems.append(
                RowProblem(.misspeltAgent, column: column, value: name, accepted: [known], suggestion: known))
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
        guard let item else { return nil }
        let limit = item.isImaging ? Interval.months(12) : .months(36)
        if !acceptsStored, !EventVocabulary.isWithin(interval, item.isImaging ? 1 : 3) {
            problems.append(
                RowProblem(
                    .badInterval, column: EventColumn.result.rawValue, value: fields.result, suggestion: "\(limit)"))
            return nil
        }
        return .interval(item, interval)
    }

    /// Whether an interval of months, weeks or days is at most so many years.
    private static func isWithin(_ interval: Interval, _ years: Int) -> Bool {
        switch interval.unit {
        case .months: interval.count <= 12 * years
        case .weeks: interval.count <= 52 * years
        case .days: interval.count <= 366 * years
        }
    }

    private func status(_ fields: EventFields, _ problems: inout [RowProblem]) -> EventContent? {
        // The table puts the word in detail, the worked cases in result: either column may hold it, or both the same
        // word.
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

/// The fields of one event, lent by the reader.
package struct EventFields {
    let date: FieldBytes
    let event: FieldBytes
    let detail: FieldBytes
    let result: FieldBytes
    let site: FieldBytes
    let count: FieldBytes
    let size: FieldBytes
    let value: FieldBytes

    /// Creates fields, which must have no blanks around them.
    package init(
        date: FieldBytes, event: FieldBytes, detail: FieldBytes, result: FieldBytes, site: FieldBytes,
        count: FieldBytes, size: FieldBytes, value: FieldBytes
    ) {
        self.date = date
        self.event = event
        self.detail = detail
        self.result = result
        self.site = site
        self.count = count
        self.size = size
        self.value = value
    }
}

/// A plain decimal number: digits, optionally followed by a point and one to three more.
enum DecimalNumber {
    /// Returns the number in thousandths; nil if the text has a different form or exceeds the limit (in whole units).
    static func thousandths(_ text: FieldBytes, upTo limit: Int) -> Int? {
        guard 1...20 ~= text.count else { return nil }
        var number = 0
        var decimals = -1
        for index in 0..<text.count {
            if text[index] == UInt8(ascii: "."), decimals < 0, index > 0 {
                decimals = 0
                continue
            }
            let digit = text[index] &- UInt8(ascii: "0")
            guard digit < 10, decimals < 3, number <= limit * 1_000 else { return nil }
            number = number * 10 + Int(digit)
            if decimals >= 0 { decimals += 1 }
        }
        guard decimals != 0 else { return nil }
        for _ in max(decimals, 0)..<3 { number *= 10 }
        return number <= limit * 1_000 ? number : nil
    }

    /// Returns the whole number; nil if the text is not only digits or exceeds the limit.
    static func whole(_ text: FieldBytes, upTo limit: Int) -> Int? {
        guard !text.buffer.contains(UInt8(ascii: ".")) else { return nil }
        return thousandths(text, upTo: limit).map { $0 / 1_000 }
    }
}
