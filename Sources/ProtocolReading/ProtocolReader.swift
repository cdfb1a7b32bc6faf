import CivilCalendar
import ClinicalModel
import LocatedTOML
import Surveillance

/// Reads protocol files: the result has every number, each within its limits, or is a refusal that names each fault
/// with its line.
public enum ProtocolReader {
    /// Reads the protocol file at a path: a regular file of at most 1 MiB of UTF-8.
    ///
    /// - Throws: every fault of the file; a protocol with any fault is not used in part.
    public static func read(path: String) throws(ProtocolRefusal) -> SurveillanceProtocol {
        do throws(ConfigurationRefusal) {
            return try read(LocatedDocument(path: path))
        } catch {
            throw ProtocolRefusal(error.faults)
        }
    }

    /// Reads the protocols of several files, to be in force in this order. Each needs an id of its own.
    ///
    /// - Throws: every fault of all files.
    public static func read(paths: [String]) throws(ProtocolRefusal) -> ProtocolSet {
        var protocols: [SurveillanceProtocol] = []
        var faults: [ConfigurationFault] = []
        for path in paths {
            do throws(ConfigurationRefusal) {
                let document = try LocatedDocument(path: path)
                let surveillance = try read(document)
                if protocols.contains(where: { $0.id == surveillance.id }) {
                    document.root.report(.idTwice, at: "id")
                    faults += document.faults
                }
                protocols.append(surveillance)
            } catch {
                faults += error.faults
            }
        }
        guard faults.isEmpty, let set = ProtocolSet(protocols) else { throw ProtocolRefusal(faults) }
        return set
    }

    /// Reads a protocol from text; its faults name the given file.
    ///
    /// - Throws: as when reading a file.
    public static func read(text: String, file: String) throws(ProtocolRefusal) -> SurveillanceProtocol {
        try read(bytes: Array(text.utf8), file: file)
    }

    /// Reads a protocol from bytes; its faults name the given file.
    ///
    /// - Throws: as when reading a file.
    public static func read(bytes: [UInt8], file: String) throws(ProtocolRefusal) -> SurveillanceProtocol {
        do throws(ConfigurationRefusal) {
            return try read(LocatedDocument(bytes: bytes, file: file))
        } catch {
            throw ProtocolRefusal(error.faults)
        }
    }

    private static func read(_ document: LocatedDocument) throws(ConfigurationRefusal) -> SurveillanceProtocol {
        let root = document.root
        var surveillance = SurveillanceProtocol()
        surveillance.id = root.identifier("id", example: "her2-cns") ?? ""
        surveillance.version = root.text("version", atMost: 32, example: "1") ?? ""
        surveillance.effective =
            CivilDate(year: 2025, month: 1, day: 1).flatMap { root.date("effective", example: $0) } ?? .earliest
        surveillance.title = root.text("title", atMost: 200, example: "CNS surveillance") ?? ""
        surveillance.population = root.table("population").map(population) ?? .init()
        surveillance.agents = root.table("agents").map(agents) ?? .init()
        surveillance.symptoms = root.table("symptoms").map(symptoms) ?? .init()
        surveillance.risk = root.table("risk").map(risk) ?? .init()
        surveillance.workList = root.table("worklist").map(workList) ?? .init()
        surveillance.phases = root.table("phases").map(phases) ?? .init()
        surveillance.appointmentKeptWithin =
            root.table("appointments")?.interval("kept_within", .kept, example: .days(3)) ?? .none
        surveillance.classification = root.table("classification").map(classification) ?? .init()
        if let rules = root.table("rules") {
            for id in RuleID.allCases {
                guard let table = rules.table(id.rawValue) else { continue }
                surveillance[id] = RuleReader(id: id, table: table).read()
            }
        }
        document.reportUnknownKeys()
        guard document.faults.isEmpty else { throw ConfigurationRefusal(document.faults) }
        return surveillance
    }

    private static func population(of table: LocatedTable) -> SurveillanceProtocol.Population {
        var population = SurveillanceProtocol.Population()
        for receptor in Receptor.allCases {
            let values = table.ifPresent(receptor.rawValue) { table.words($0, of: ReceptorValue.self) }
            if receptor != .her2, values?.contains(.equivocal) ?? false {
                table.report(.neverEquivocal, at: receptor.rawValue)
            }
            if values?.isEmpty ?? false { table.report(.emptyList, at: receptor.rawValue) }
            population.values[receptor] = values
        }
        population.required = table.words("required", of: Receptor.self) ?? []
        for receptor in population.required where !table.contains(receptor.rawValue) {
            table.report(.requiredIsNotNamed(receptor.rawValue), at: "required")
        }
        for receptor in population.required {
            guard let values = population.values[receptor], !values.isEmpty, !values.contains(.unknown) else {
                continue
            }
            table.report(.requiredIsNotMissed(receptor.rawValue), at: "required")
        }
        return population
    }

    private static func agents(of table: LocatedTable) -> AgentClasses {
        let classes = AgentClasses(
            cnsActive: table.agents("cns_active", example: "tucatinib"),
            targeted: table.agents("targeted", example: "trastuzumab"),
            supportive: table.agents("supportive", example: "dexamethasone"))
        var seen: Set<Agent> = []
        let lists = [
            ("cns_active", classes.cnsActive), ("targeted", classes.targeted), ("supportive", classes.supportive),
        ]
        for (key, list) in lists {
            for agent in list where !seen.insert(agent).inserted { table.report(.agentTwice(agent.name), at: key) }
        }
        return classes
    }

    /// Symptoms that a rule follows: a list without any would turn the rule off in silence.
    private static func listed(_ table: LocatedTable, _ key: String) -> [Symptom] {
        let symptoms = table.words(key, of: Symptom.self)
        if symptoms?.isEmpty ?? false { table.report(.emptyList, at: key) }
        return symptoms ?? []
    }

    private static func symptoms(of table: LocatedTable) -> SurveillanceProtocol.Symptoms {
        var symptoms = SurveillanceProtocol.Symptoms()
        symptoms.emergency = listed(table, "emergency")
        symptoms.cord = listed(table, "cord")
        symptoms.herniation = table.words("herniation", of: Symptom.self) ?? []
        for symptom in symptoms.cord where symptoms.emergency.contains(symptom) {
            table.report(.symptomTwice(symptom.rawValue), at: "cord")
        }
        return symptoms
    }

    private static func risk(of table: LocatedTable) -> SurveillanceProtocol.Risk {
        var risk = SurveillanceProtocol.Risk()
        risk.factors = table.words("factors", of: RiskFactor.self) ?? []
        risk.highFrom = table.integer("high_from", in: 1...RiskFactor.allCases.count, example: 2) ?? 1
        if risk.highFrom > risk.factors.count { table.report(.moreThanListed(risk.factors.count), at: "high_from") }
        return risk
    }

    private static func workList(of table: LocatedTable) -> SurveillanceProtocol.WorkList {
        var list = SurveillanceProtocol.WorkList()
        list.items = table.words("items", of: Item.self) ?? Item.allCases
        let missing = Item.allCases.filter { !list.items.contains($0) }
        if !missing.isEmpty { table.report(.missingItems(missing.map(\.rawValue)), at: "items") }
        list.staleItems = table.words("stale_items", of: Item.self) ?? []
        // Whoever was lost after radiosurgery a year ago is who the service is for.
        let neverStale: [Item] = [.brainMRI, .spineMRI, .treatmentDecision, .dataCorrection]
        for item in list.staleItems where neverStale.contains(item) {
            table.report(.neverStale(item.rawValue), at: "stale_items")
        }
        list.staleAfter = table.interval("stale_after", .span, example: .months(12)) ?? .none
        return list
    }

    private static func phases(of table: LocatedTable) -> SurveillanceProtocol.PhaseBounds {
        var bounds = SurveillanceProtocol.PhaseBounds()
        let postOperative = table.interval("post_operative_for", .span, example: .days(28))
        let longTerm = table.interval("long_term_from", .until, example: .months(24))
        table.require("long_term_from", longTerm, toExceed: "post_operative_for", postOperative)
        bounds.postOperativeFor = postOperative ?? .none
        bounds.longTermFrom = longTerm ?? .none
        return bounds
    }

    private static func classification(of table: LocatedTable) -> SurveillanceProtocol.ClassificationBounds {
        var bounds = SurveillanceProtocol.ClassificationBounds()
        bounds.largeAboveMillimetres = table.integer("large_above_mm", in: 1...200, example: 30) ?? 0
        bounds.oligometastaticAtMost = table.integer("oligometastatic_at_most", in: 1...100, example: 4) ?? 0
        bounds.favourableNumberAtMost = table.integer("favourable_number_at_most", in: 1...100, example: 3) ?? 0
        bounds.youngBelowAge = table.integer("young_below_age", in: 18...120, example: 50) ?? 0
        let from = table.interval("peak_from", .due, example: .months(12))
        let until = table.interval("peak_until", .until, example: .months(24))
        table.require("peak_until", until, toExceed: "peak_from", from)
        bounds.peakFrom = from ?? .none
        bounds.peakUntil = until ?? .none
        bounds.presentationWithin = table.interval("presentation_within", .delay, example: .days(28)) ?? .none
        return bounds
    }
}

/// Reads the table of one rule.
struct RuleReader {
    let id: RuleID
    let table: LocatedTable

    /// Reads the rule; unsuitable numbers stay zero, and the table records their faults.
    func read() -> Rule {
        var rule = Rule(id: id)
        rule.isEnabled = table.boolean("enabled") ?? false
        for key in id.definition.keys { read(key, into: &rule) }
        rule.urgency = table.word("urgency", of: Urgency.self) ?? rule.urgency
        rule.urgencyOtherwise =
            id.definition.keys.contains(.urgencyOtherwise)
            ? table.word(RuleKey.urgencyOtherwise.rawValue, of: Urgency.self) ?? rule.urgency : rule.urgency
        rule.source = table.text("source", atMost: 300, example: "none found") ?? ""
        rule.grade = table.word("grade", of: Grade.self) ?? rule.grade
        checkWindow(of: rule)
        return rule
    }

    private func read(_ key: RuleKey, into rule: inout Rule) {
        let name = key.rawValue
        switch key {
        case .due: rule.due = table.interval(name, .due, example: .months(3)) ?? .none
        case .repeat: rule.repeats = repeatSteps()
        case .early: rule.early = table.interval(name, .window, example: .days(14)) ?? .none
        case .late: rule.late = table.interval(name, .window, example: .days(14)) ?? .none
        case .answeredFrom: rule.answeredFrom = table.interval(name, .answer, example: .days(-28)) ?? .none
        case .afterResection: rule.afterResection = table.interval(name, .delay, example: .days(14)) ?? .none
        case .consecutive: rule.consecutive = table.integer(name, in: 2...10, example: 2) ?? 0
        case .lookBack: rule.lookBack = table.interval(name, .delay, example: .days(28)) ?? .none
        case .until: rule.until = table.interval(name, .span, example: .months(3)) ?? .none
        case .urgencyOtherwise: break  // read with the urgency
        }
    }

    // MARK: The repeat interval

    private func repeatSteps() -> [Rule.RepeatStep] {
        let key = RuleKey.repeat.rawValue
        switch table.shape(of: key) {
        case .string:
            guard let every = table.interval(key, .span, example: .months(3)) else { return [] }
            // One interval without an end is not an interval for a time.
            if mustEnd { table.report(.untilRequired(example: example), at: key) }
            return [Rule.RepeatStep(until: nil, every: every)]
        case .table, .array, .integer, .float, .boolean, .date, .time, .dateTime, .damaged, nil:
            guard let steps = table.tables(key, example: example) else { return [] }
            if steps.isEmpty { table.report(.noSteps, at: key) }
            let read = steps.enumerated().map { step(in: $1, isLast: $0 == steps.count - 1) }
            checkOrder(of: read, in: steps)
            return read
        }
    }

    private func step(in step: LocatedTable, isLast: Bool) -> Rule.RepeatStep {
        let every = step.interval("every", .span, example: .months(3)) ?? Interval.none
        let until = step.ifPresent("until") { step.interval($0, .until, example: .months(24)) }
        if step.contains("until") {
            if isLast, !mustEnd { step.report(.lastStepEnds, at: "until") }
        } else if mustEnd {
            step.report(.untilRequired(example: example), at: "until")
        } else if !isLast {
            step.report(.untilMissing, at: "until")
        }
        return Rule.RepeatStep(until: until, every: every)
    }

    private func checkOrder(of steps: [Rule.RepeatStep], in tables: [LocatedTable]) {
        for index in steps.indices.dropFirst() {
            guard let until = steps[index].until, let previous = steps[index - 1].until,
                IntervalLimit.reach(until) <= IntervalLimit.reach(previous)
            else { continue }
            tables[index].report(.untilNotLater(until, than: previous), at: "until")
        }
    }

    /// Whether a different rule follows this one after its last step: only for the screening of patients of high
    /// risk.
    private var mustEnd: Bool { id == .metastaticScreeningHighRisk }

    private var example: String {
        mustEnd
            ? #"[{ until = "12m", every = "4m" }]"#
            : #"[{ until = "24m", every = "3m" }, { every = "6m" }]"#
    }

    // MARK: The window

    private func checkWindow(of rule: Rule) {
        let early = IntervalLimit.reach(rule.early)
        let shortest = rule.repeats.map(\.every).filter { $0.count > 0 }
            .min { IntervalLimit.reach($0) < IntervalLimit.reach($1) }
        guard let shortest, early >= IntervalLimit.reach(shortest) else { return }
        table.report(.earlyCoversRepeat(early: rule.early, every: shortest), at: RuleKey.early.rawValue)
    }
}

/// A protocol file that must not be used, with all its faults.
public struct ProtocolRefusal: Error, Hashable, Sendable {
    /// The faults, by line; never empty.
    public let faults: [ConfigurationFault]

    init(_ faults: [ConfigurationFault]) {
        self.faults = faults.sorted()
    }
}

extension ProtocolRefusal: CustomStringConvertible {
    /// One line for each fault: `FILE:LINE: key: reason; remedy`.
    public var description: String { faults.map(\.description).joined(separator: "\n") }
}
