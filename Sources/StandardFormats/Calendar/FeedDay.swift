import CivilCalendar

/// A day as iCalendar writes it: eight digits.
enum FeedDay {
    static func text(_ day: CivilDate) -> String { day.description.replacing("-", with: "") }

    static func day(_ digits: Substring) -> CivilDate? {
        guard digits.utf8.count == 8, digits.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
        return CivilDate("\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.suffix(2))")
    }
}
