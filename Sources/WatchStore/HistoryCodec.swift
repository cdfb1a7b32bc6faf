import CivilCalendar
import ClinicalModel
import GRDB

/// A patient's events as bytes, some eight an event.
///
/// First the number of the format, 1. Then for each event, as numbers of variable length: its row as a distance from the row
/// before it, the date, the code of its words doubled (and one more where numbers follow), and its numbers, each one more than it
/// is, zero for none. Rows are distances, so that a line that is put in above does not change what is stored below it.
enum HistoryCodec {
    private static let format: UInt8 = 1

    /// The bytes of a patient's events.
    ///
    /// - Parameter contents: the bytes of what happened, by number.
    static func encode(
        _ events: RosterEvents, _ range: Range<Int>, contents: [[UInt8]]
    ) -> [UInt8] {
        var bytes: [UInt8] = [format]
        bytes.reserveCapacity(1 + range.count * 9)
        var before: Int32?
        events.forEach(in: range) { date, content, row in
            bytes.append(variable: zigzag(Int(row) - Int(before ?? row)))
            bytes.append(variable: UInt64(date.storedNumber))
            bytes += contents[content]
            before = row
        }
        return bytes
    }

    /// The bytes of what happened: the code of its words, and its numbers.
    ///
    /// - Parameter agents: the names of the drugs of the roster it stands in.
    static func encode(
        _ content: EventContent, agents: AgentNames, dictionary: EventDictionary, in database: Database
    ) throws -> [UInt8] {
        var (words, numbers) = content.separated
        if case .drug(let agent, let change) = words { words = .drug(dictionary.agent(agent, of: agents), change) }
        var bytes: [UInt8] = []
        let code = try dictionary.code(of: words, in: database)
        bytes.append(variable: UInt64(code) << 1 | (numbers.isEmpty ? 0 : 1))
        if !numbers.isEmpty {
            for number in [numbers.count, numbers.sizeInMicrometres, numbers.thousandths] {
                bytes.append(variable: number.map { UInt64($0) + 1 } ?? 0)
            }
        }
        return bytes
    }

    /// The events of a patient's bytes. Throws `HistoryUnreadable` for bytes that `encode` did not make.
    static func decode(
        _ bytes: UnsafeRawBufferPointer, firstRow: Int32, dictionary: EventDictionary, in database: Database
    ) throws -> [Event] {
        guard bytes.first == format else { throw HistoryUnreadable() }
        var rest = bytes[1...]
        var events: [Event] = []
        events.reserveCapacity(bytes.count / 6)
        var row = Int(firstRow)
        while !rest.isEmpty {
            row += unzigzag(try variable(&rest))
            guard let number = UInt32(exactly: try variable(&rest)), let date = PartialDate(storedNumber: number)
            else { throw HistoryUnreadable() }
            let code = try variable(&rest)
            var content = try dictionary.content(of: Int(code >> 1), in: database)
            if code & 1 == 1 {
                content = content.with(
                    EventNumbers(
                        count: try optional(&rest), sizeInMicrometres: try optional(&rest),
                        thousandths: try optional(&rest)))
            }
            events.append(Event(date: date, content: content, row: Int32(clamping: row)))
        }
        return events
    }

    private static func optional(_ rest: inout Slice<UnsafeRawBufferPointer>) throws -> Int? {
        let number = try variable(&rest)
        return number == 0 ? nil : Int(number - 1)
    }

    private static func variable(_ rest: inout Slice<UnsafeRawBufferPointer>) throws -> UInt64 {
        var number: UInt64 = 0
        var shift: UInt64 = 0
        while let byte = rest.popFirst() {
            // Nine bytes hold more than any number written here.
            guard shift < 63 else { break }
            number |= UInt64(byte & 0x7F) << shift
            if byte & 0x80 == 0 { return number }
            shift += 7
        }
        throw HistoryUnreadable()
    }

    private static func zigzag(_ distance: Int) -> UInt64 { UInt64(bitPattern: Int64(distance << 1 ^ distance >> 63)) }

    private static func unzigzag(_ number: UInt64) -> Int { Int(number >> 1) ^ -Int(number & 1) }
}

extension [UInt8] {
    fileprivate mutating func append(variable number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(truncatingIfNeeded: rest))
    }
}
