import CivilCalendar
import ClinicalModel
import Surveillance
import Testing

@testable import Alerting

@Suite("The words of an announcement")
struct NotificationTextTests {
    @Test(arguments: [
        (NotificationStage.windowOpened, 0, "brain-mri can be done from now on"),
        (.fellDue, 0, "brain-mri is due"),
        (.wentOverdue, 1, "brain-mri is overdue by 1 day"),
        (.wentOverdue, 12, "brain-mri is overdue by 12 days"),
        (.newFinding, 0, "brain-mri is owed: new finding of 2026-02-28"),
        (.newFinding, 3, "brain-mri is owed: new finding of 2026-02-28, overdue by 3 days"),
        (.urgentSymptom, 0, "brain-mri is needed within days: a symptom since 2026-02-28"),
        (.emergency, 2, "brain-mri is an emergency since 2026-02-28, overdue by 2 days"),
    ])
    func `each stage says what is owed, when and by which rule`(
        stage: NotificationStage, daysLate: Int, words: String
    ) throws {
        let text = NotificationText(
            Notification(
                key: NotificationKey(
                    patient: "0123456789ab", item: .brainMRI, due: try day("2026-02-28"), stage: stage),
                rule: .longTerm, urgency: .routine, due: try day("2026-03-01"), latest: try day("2026-03-15"),
                daysLate: daysLate, reason: .first))
        #expect(text.line == words + " (due 2026-03-01, latest 2026-03-15; rule long-term, routine)")
        #expect(text.patient == "0123456789ab")
    }

    @Test func `the priority grows with the stage and with the urgency`() {
        for stage in NotificationStage.allCases {
            let byUrgency = Urgency.allCases.map { NotificationPriority(stage, $0) }
            #expect(byUrgency == byUrgency.sorted(), "\(stage)")
        }
        for urgency in Urgency.allCases {
            let escalation: [NotificationStage] = [.wentOverdue, .fellDue, .windowOpened]
            let byStage = escalation.map { NotificationPriority($0, urgency) }
            #expect(byStage == byStage.sorted(), "\(urgency)")
        }
        #expect(NotificationPriority(.wentOverdue, .urgent) == .error)
        #expect(NotificationPriority(.wentOverdue, .routine) == .warning)
        #expect(NotificationPriority(.fellDue, .routine) == .notice)
        #expect(NotificationPriority(.windowOpened, .routine) == .info)
        #expect(NotificationPriority(.windowOpened, .emergency) == .critical)
    }
}
