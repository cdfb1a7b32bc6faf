import CivilCalendar

/// CSV rows gathered in a buffer and handed on in pieces, so that memory does not grow with the file.
struct CSVWriter {
    private var bytes: [UInt8] = []
    private var isRowStart = true
    private static let pieceSize = 65_536

    init() { bytes.reserveCapacity(CSVWriter.pieceSize + 4_096) }

    mutating func field(_ text: String) {
        separate()
        if text.utf8.contains(where: { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }) {
            bytes.append(0x22)
            for byte in text.utf8 {
                if byte == 0x22 { bytes.append(byte) }
                bytes.append(byte)
            }
            bytes.append(0x22)
        } else {
            bytes.append(contentsOf: text.utf8)
        }
    }

    /// A text that needs no quotes.
    mutating func field(_ text: StaticString) {
        separate()
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    mutating func field(_ date: PartialDate) {
        separate()
        let count =
            switch date.precision {
            case .day: 10
            case .month: 7
            case .year: 4
            }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 10) { text in
            date.first.writeText(to: text)
            bytes.append(contentsOf: text[..<count])
        }
    }

    /// A number given in thousandths, with as many decimals as it needs; nothing where there is none.
    mutating func field(thousandths number: Int?) {
        guard let number else { return field("") }
        let whole = String(number / 1_000)
        guard number % 1_000 != 0 else { return field(whole) }
        var decimals = String(number % 1_000 + 1_000).dropFirst()
        while decimals.last == "0" { decimals.removeLast() }
        field("\(whole).\(decimals)")
    }

    mutating func endRow() {
        bytes.append(0x0A)
        isRowStart = true
    }

    /// Hands on what is gathered once it is a good piece, or in any case.
    mutating func flush<Failure: Error>(
        isLast: Bool = false, to sink: (UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        guard isLast ? !bytes.isEmpty : bytes.count >= CSVWriter.pieceSize else { return }
        // The sink's own error type is kept by carrying it out of the closure that lends the bytes.
        let outcome = bytes.withUnsafeBytes { piece -> Result<Void, Failure> in
            do throws(Failure) {
                return .success(try sink(piece))
            } catch {
                return .failure(error)
            }
        }
        try outcome.get()
        bytes.removeAll(keepingCapacity: true)
    }

    private mutating func separate() {
        if !isRowStart { bytes.append(0x2C) }
        isRowStart = false
    }
}
