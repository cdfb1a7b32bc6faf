import CivilCalendar

/// A moment as FHIR writes it.
enum Moment {
    /// Seconds since 1970 of `YYYY-MM-DDThh:mm:ss` with a zone, and the milliseconds beyond; nil for anything else, or before
    /// 1970.
    static func moment(_ text: String) -> (seconds: UInt32, milliseconds: Int)? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T"), let day = CivilDate(String(text.prefix(10))) else {
            return nil
        }
        func number(_ start: Int) -> Int? {
            guard start + 1 < bytes.count, 0x30...0x39 ~= bytes[start], 0x30...0x39 ~= bytes[start + 1] else {
                return nil
            }
            return Int(bytes[start] - 0x30) * 10 + Int(bytes[start + 1] - 0x30)
        }
        guard let hours = number(11), let minutes = number(14), let seconds = number(17) else { return nil }
        var moment = Int(day.daysSinceEpoch) * 86_400 + hours * 3_600 + minutes * 60 + seconds
        if let sign = bytes[19...].firstIndex(where: { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }),
            let zoneHours = number(sign + 1), let zoneMinutes = number(sign + 4)
        {
            let offset = zoneHours * 3_600 + zoneMinutes * 60
            moment += bytes[sign] == UInt8(ascii: "+") ? -offset : offset
        }
        guard let whole = UInt32(exactly: moment) else { return nil }
        return (whole, milliseconds(bytes[19...]))
    }

    /// The milliseconds of `.123`, which may have fewer digits or more.
    private static func milliseconds(_ bytes: ArraySlice<UInt8>) -> Int {
        guard bytes.first == UInt8(ascii: ".") else { return 0 }
        let digits = bytes.dropFirst().prefix { 0x30...0x39 ~= $0 }.prefix(3)
        let number = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        return number * [1_000, 100, 10, 1][digits.count]
    }
}
