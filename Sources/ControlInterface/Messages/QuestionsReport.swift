import JSONText

/// What the roster in force leaves open.
public struct QuestionsReport: Hashable, Sendable {
    /// How many questions there are.
    public var total: Int
    /// The first of them, by patient.
    public var questions: [QuestionReport]
    /// What everyone who reads a list is told.
    public var notices: [Notice]

    /// The message with these members.
    public init(total: Int, questions: [QuestionReport], notices: [Notice] = []) {
        self.total = total
        self.questions = questions
        self.notices = notices
    }
}

extension QuestionsReport: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        total = try members.integer("total")
        questions = try members.messages("questions")
        notices = try members.messages("notices")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("total", total)
        writer.member("questions", questions)
        writer.member("notices", notices)
    }
}
