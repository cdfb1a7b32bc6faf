import CivilCalendar
import LocatedTOML

// The getters of a table, with the checks that make their values those of a protocol.
extension LocatedTable {
    /// An interval within limits.
    func interval(_ key: String, _ limit: IntervalLimit, example: Interval) -> Interval? {
        guard let interval = interval(key, example: example) else { return nil }
        guard let fault = limit.fault(of: interval) else { return interval }
        report(fault, at: key)
        return nil
    }

    /// A line of text for people: not empty, and nothing in it that a terminal would obey.
    func text(_ key: String, atMost limit: Int, example: String) -> String? {
        guard let text = string(key, example: example) else { return nil }
        let fault: ProtocolFault
        if text.allSatisfy(\.isWhitespace) {
            fault = .empty
        } else if Excerpt.hasControls(text) {
            fault = .controlCharacters
        } else if text.unicodeScalars.count > limit {
            fault = .tooLong(limit: limit)
        } else {
            return text
        }
        report(fault, at: key)
        return nil
    }

    /// A name that can stand in file names and log fields.
    func identifier(_ key: String, example: String) -> String? {
        guard let text = text(key, atMost: 64, example: example) else { return nil }
        let isIdentifier = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
            default: false
            }
        }
        if isIdentifier { return text }
        report(.identifier, at: key)
        return nil
    }

    /// Notes a fault where both intervals were read and the first does not reach further than the second.
    func require(_ key: String, _ interval: Interval?, toExceed otherKey: String, _ other: Interval?) {
        guard let interval, let other, IntervalLimit.reach(interval) <= IntervalLimit.reach(other) else { return }
        report(.notAfter(interval, key: otherKey), at: key)
    }

    /// Notes what is wrong with the value at a key.
    func report(_ fault: ProtocolFault, at key: String) {
        report(key, reason: fault.reason, remedy: fault.remedy)
    }
}
