import CivilCalendar

/// The date of the row before: events of one day mostly follow one another.
struct DateMemo: Sendable {
    private var head: UInt64 = 0
    private var tail: UInt16 = 0
    private var date: PartialDate?

    /// The date before, where it is written alike with all its ten bytes.
    func date(of text: FieldBytes) -> PartialDate? {
        guard text.count == 10, let date, DateMemo.head(text) == head, DateMemo.tail(text) == tail else { return nil }
        return date
    }

    /// Keeps a date.
    mutating func keep(_ date: PartialDate, of text: FieldBytes) {
        guard text.count == 10 else { return }
        (head, tail, self.date) = (DateMemo.head(text), DateMemo.tail(text), date)
    }

    private static func head(_ text: FieldBytes) -> UInt64 {
        UnsafeRawPointer(text.start).loadUnaligned(as: UInt64.self)
    }

    private static func tail(_ text: FieldBytes) -> UInt16 {
        UnsafeRawPointer(text.start).loadUnaligned(fromByteOffset: 8, as: UInt16.self)
    }
}
