import ArgumentParser
import ControlInterface

/// What somebody is about to do to a row of the live work-list, as typed so far.
struct LiveAct: Equatable {
    /// What can be done from the list.
    enum Kind: Equatable, CaseIterable {
        case book, record, snooze, ack

        /// What has to be said, one question after the other.
        var questions: [String] {
            switch self {
            case .book: ["Day of the appointment, YYYY-MM-DD"]
            case .record: ["Event, such as imaging mri-brain stable"]
            case .snooze: ["Last day, YYYY-MM-DD or such as 2w", "Reason"]
            case .ack: []
            }
        }

        /// The act in words.
        var words: String {
            switch self {
            case .book: "book"
            case .record: "record for"
            case .snooze: "snooze"
            case .ack: "take on"
            }
        }
    }

    let kind: Kind
    let mrn: String
    let item: String
    /// The answers so far, in the order of the questions.
    var answers: [String] = []

    /// What is to be asked next; nil where all is said.
    var question: String? { answers.count < kind.questions.count ? kind.questions[answers.count] : nil }

    /// What is wrong with an answer to the question; nil where nothing is that can be told here.
    func problem(with answer: String) -> String? {
        switch kind {
        case .book:
            do {
                _ = try AsOf.day(answer)
            } catch let error as ValidationError {
                return error.message
            } catch {
                return "\(error)"
            }
            return nil
        case .record, .snooze, .ack: return nil
        }
    }

    /// What is being done to whom: what is recorded is about the patient, everything else about the item.
    var title: String { kind == .record ? "\(kind.words) \(mrn)" : "\(kind.words) \(item) of \(mrn)" }
}
