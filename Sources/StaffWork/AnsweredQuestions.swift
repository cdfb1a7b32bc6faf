import CivilCalendar
import ClinicalModel

/// Which of the questions that a patient's records leave open staff have answered by recording what the records lack.
///
/// What answers a question is decided only here. A record that was set aside for lack of an answer no longer is once it
/// has one: the recorded event counts in its place.
public struct AnsweredQuestions: Hashable, Sendable {
    /// For each question, in order, the act that answers it; nil if none does.
    public let acts: [Int64?]
    /// How many records are no longer set aside.
    public let settledRecords: Int32

    /// Matches the staff's acts in force against these questions.
    public init(_ questions: [OpenQuestion], _ workflow: Workflow) {
        acts = questions.map { question in
            workflow.recorded.last { question.isAnswered(by: $0.fact.event) }?.act.id
        }
        settledRecords = Int32(clamping: zip(questions, acts).count { $0.kind.setsRecordAside && $1 != nil })
    }
}

extension OpenQuestion {
    /// Returns whether a recorded event supplies what the record leaves open.
    func isAnswered(by event: Event) -> Bool {
        switch kind {
        case .brainScanWithoutConclusion, .conflictingConclusions, .lesionsUnchanged, .contrastUnknown, .headScan,
            .cnsDiseaseStatus:
            event.content.isBrainScan && isNear(event)
        case .notFinal: (event.content.isBrainScan || event.content.isBodyScan("mri-spine")) && isNear(event)
        case .scanWithoutConclusion: event.content.isBodyScan(detail) && isNear(event)
        case .appointmentKept:
            switch detail {
            case Item.brainMRI.rawValue: event.content.isBrainScan && isNear(event, after: 3)
            case Item.spineMRI.rawValue: event.content.isBodyScan("mri-spine") && isNear(event, after: 3)
            default: event.content.isBodyScan(detail) && isNear(event, after: 3)
            }
        case .her2Discordant, .her2WithoutISH, .her2Unclear:
            if case .her2 = event.content { isNotBefore(event) } else { false }
        case .radiotherapyTechnique, .radiotherapySite:
            // The recorded event has the day of the last fraction, the record only that of the first.
            if case .radiotherapy = event.content { isNear(event, before: 60, after: 60) } else { false }
        case .statusOpen:
            switch event.content {
            case .radiotherapy, .surgery: isNear(event, before: 60, after: 60)
            default: false
            }
        case .unknownOperation: if case .surgery = event.content { isNear(event, before: 7, after: 7) } else { false }
        case .unknownDrug:
            if case .drug(_, .start) = event.content { isNear(event, before: 31, after: 31) } else { false }
        case .drugEnd:
            if case .drug(let agent, .stop) = event.content {
                Agent(detail) == agent && isNotBefore(event)
            } else {
                false
            }
        case .metastasisSite, .otherPrimary, .unknownDiagnosis:
            event.content.isOfDiagnosis && isNear(event, before: 31, after: 31)
        case .historyOfMetastasis, .stageUnclear: event.content.isOfDiagnosis
        case .codeDoubt, .unclearCode:
            switch event.content {
            case .surgery, .her2, .drug(_, .start): isNear(event)
            case .status: isNotBefore(event)
            default: event.content.isOfDiagnosis && isNear(event)
            }
        case .symptomEnd:
            if case .symptom(let symptom, .resolved) = event.content { symptom.rawValue == detail } else { false }
        case .deathDate: event.content == .status(.deceased)
        case .leptomeningealOnScan:
            if case .leptomeningeal = event.content { isNotBefore(event) } else { false }
        case .cytologyUnclear: if case .csf = event.content { isNear(event) } else { false }
        }
    }

    /// Returns whether an event may be on the record's day, or within this many days before or after it.
    private func isNear(_ event: Event, before: Int = 0, after: Int = 0) -> Bool {
        guard let date else { return true }
        return event.date.last >= date.first + .days(-before) && event.date.first <= date.last + .days(after)
    }

    private func isNotBefore(_ event: Event) -> Bool { date.map { event.date.last >= $0.first } ?? true }
}

extension EventContent {
    fileprivate var isBrainScan: Bool { if case .brainImaging = self { true } else { false } }

    fileprivate func isBodyScan(_ name: String) -> Bool {
        if case .bodyImaging(let modality, _) = self { modality.rawValue == name } else { false }
    }

    /// Whether it determines the diagnosis.
    fileprivate var isOfDiagnosis: Bool {
        switch self {
        case .diagnosis, .metastasis, .leptomeningeal: true
        default: false
        }
    }
}
