import CivilCalendar
import ClinicalModel

/// Something odd in a patient's record that a person should look at; it changes no date.
public struct Remark: Hashable, Sendable {
    /// What is odd.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        /// A row is dated after the day of the plan and does not count yet.
        case futureDated = "future-dated"
        /// A row is dated after the patient's death.
        case afterDeath = "after-death"
        /// HER2 results contradict one another.
        case discordantHER2 = "discordant-her2"
        /// A row ends something that had not begun.
        case endsNothing = "ends-nothing"
        /// The same row stands more than once.
        case repeatedRow = "repeated-row"
        /// Rows of the patient were set aside as faulty.
        case rejectedRows = "rejected-rows"
    }

    /// What is odd.
    public let kind: Kind
    /// The row, where there is one.
    public let fact: FactReference?
    /// What it means, in words.
    public let meaning: String
}

extension PatientPlan {
    /// What is odd in the record that the plan was made from.
    public var remarks: [Remark] {
        RemarkFinder(facts: assessment.facts).remarks
    }
}

/// Finds what is odd in a patient's record.
struct RemarkFinder {
    let facts: Facts

    var remarks: [Remark] {
        rejected + future + afterDeath + discordance + endings + repetitions
    }

    private func remark(_ kind: Remark.Kind, _ event: Event, _ meaning: String) -> Remark {
        Remark(kind: kind, fact: FactReference(event), meaning: meaning)
    }

    private var rejected: [Remark] {
        guard facts.rejectedRows > 0 else { return [] }
        let rows = Pluralised(Int(facts.rejectedRows), "row")
        return [
            Remark(
                kind: .rejectedRows, fact: nil,
                meaning: "\(rows) of this patient could not be read; the plan rests on the others")
        ]
    }

    private var future: [Remark] {
        facts.history.futureRows.map { remark(.futureDated, $0, "dated after \(facts.asOf); it does not count yet") }
    }

    private var afterDeath: [Remark] {
        guard let death = facts.status.death else { return [] }
        return facts.history.rows.filter { $0.date.first > death.date.last }.map {
            remark(.afterDeath, $0, "dated after the patient's death of \(death.date)")
        }
    }

    private var discordance: [Remark] {
        guard facts.biomarkers.wasEverHER2Positive, facts.biomarkers.her2 != .positive,
            let last = facts.biomarkers.latestHER2Row
        else { return [] }
        return [
            remark(
                .discordantHER2, facts.history[last],
                "HER2 is now \(facts.biomarkers.her2.rawValue) but was positive; surveillance goes on")
        ]
    }

    private var endings: [Remark] {
        var running: Set<Agent> = []
        var symptoms: Set<Symptom> = []
        var contraindications: Set<Contraindication> = []
        var remarks: [Remark] = []
        for row in facts.history.rows {
            let endsNothing: Bool
            switch row.content {
            case .drug(let agent, .start):
                running.insert(agent)
                endsNothing = false
            case .drug(let agent, .stop): endsNothing = running.remove(agent) == nil
            case .symptom(let symptom, .onset):
                symptoms.insert(symptom)
                endsNothing = false
            case .symptom(let symptom, .resolved): endsNothing = symptoms.remove(symptom) == nil
            case .contraindication(let subject, .start):
                contraindications.insert(subject)
                endsNothing = false
            case .contraindication(let subject, .stop): endsNothing = contraindications.remove(subject) == nil
            default: endsNothing = false
            }
            if endsNothing { remarks.append(remark(.endsNothing, row, "nothing that it could end had begun")) }
        }
        return remarks
    }

    private var repetitions: [Remark] {
        struct Key: Hashable {
            let date: PartialDate
            let content: EventContent
        }
        var seen: Set<Key> = []
        return facts.history.rows.filter { !seen.insert(Key(date: $0.date, content: $0.content)).inserted }.map {
            remark(.repeatedRow, $0, "the same row stands more than once")
        }
    }
}
