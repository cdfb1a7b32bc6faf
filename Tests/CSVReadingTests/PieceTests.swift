import ClinicalModel
import TestSupport
import Testing

@testable import CSVReading
@testable import RosterModel

@Suite("A file that is read in pieces by several threads")
struct PieceTests {
    private static let words = [
        "A1,", "A2,", "A3,", "2025,", "2025-03-04,", "visit,", "imaging,", "mri-brain,", "stable,", "drug,",
        "tucatinib,",
        "tucatinb,", "taxol,", "taxol2,", "start,", "sideways,", "\"", "\"\"", "\"a\nb\",", ",", ",", "\n", "\n", "\n",
        "\r\n",
        "\r", " ", "é", "3", "x\"y,", "A1,2025-01-02,visit,,\n", "A2,2024,drug,docetaxel,start\n", "A3,,visit,,\r\n",
        "A9,2025,visit,,\n", "A1,2025-01-02,drug,\"x\ny\",start\n", "A2,2025,drug,lapatinb,start\r",
    ]
    private static let patients = Array("mrn,clinic\nA1,N\nA2,S\nA3,\"x\ny\"\n".utf8)

    /// What a reading gives, and the hashes of its files.
    private struct Outcome: Equatable {
        let readings: Readings?
        let faults: [FileFault]
        let hash: UInt64?

        init(_ events: [UInt8], limits: CSVLimits, threads: Int, partSize: Int = .max) {
            do throws(RosterRefusal) {
                let reading = try CSVReader(limits: limits, threads: threads).read(
                    patients: MemoryBytes(PieceTests.patients), events: MemoryBytes(events, pieceSize: partSize))
                (readings, faults, hash) = (Readings(reading), [], reading.files[1].contentHash)
            } catch {
                (readings, faults, hash) = (nil, error.faults, nil)
            }
        }
    }

    /// A text of many records, well formed or not, with line ends of all kinds, also inside quotes.
    private func text(_ random: inout SplitMix64, _ round: Int) -> [UInt8] {
        var bytes: [UInt8] = round % 5 == 0 ? [0xEF, 0xBB, 0xBF] : []
        bytes += Array("mrn,date,event,detail,result\n".utf8)
        for _ in 0..<Int.random(in: 0..<60, using: &random) {
            bytes += Array(PieceTests.words.randomElement(using: &random)!.utf8)
        }
        if round % 4 == 0, !bytes.isEmpty {
            bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        return bytes
    }

    @Test func `wherever a file is cut, it is read as by one thread in one piece`() {
        var random = SplitMix64(seed: 7)
        var (read, refused) = (0, 0)
        for round in 0..<400 {
            let events = text(&random, round)
            let whole = Outcome(events, limits: CSVLimits(), threads: 1)
            for pieceBytes in [1, 2, 3, 5, 8, 13, 40, 111] {
                var limits = CSVLimits()
                limits.pieceBytes = pieceBytes
                let pieces = Outcome(
                    events, limits: limits, threads: Int.random(in: 1...3, using: &random),
                    partSize: Int.random(in: 1...50, using: &random))
                #expect(pieces.readings == whole.readings)
                #expect(pieces.faults == whole.faults)
            }
            if whole.readings == nil { refused += 1 } else { read += 1 }
        }
        #expect(read > 100 && refused > 50)
    }

    @Test func `a line that is known from its end reads like one that is taken apart`() {
        var random = SplitMix64(seed: 11)
        let whole = CSVLimits(fieldBytes: 4_096, recordBytes: 4_096, bufferBytes: 8_192)
        var apart = whole
        apart.comparedLineBytes = 0
        var (events, faults) = (0, 0)
        for round in 0..<300 {
            // Lines that come again, some of them with another patient or day in front.
            let lines = text(&random, round).filter { $0 != 0x22 || round % 3 == 0 }
                .split(separator: 0x0A, omittingEmptySubsequences: false)
            var bytes = Array(lines.joined(separator: [0x0A]))
            for _ in 0..<30 {
                guard let line = lines.dropFirst().randomElement(using: &random) else { continue }
                let parts = line.split(separator: 0x2C, maxSplits: 2, omittingEmptySubsequences: false)
                let isKept = parts.count < 3 || Bool.random(using: &random)
                let front = ["A1,2025-03", "A2,2024-01-02", " A3,2025-02-30", "A3,2025-01-02", "A9,2025"]
                    .randomElement(using: &random)!
                bytes += isKept ? Array(line) : Array("\(front),".utf8) + parts[2]
                bytes += Array(["\n", "\r\n", "\r", "\n"].randomElement(using: &random)!.utf8)
            }
            let known = Outcome(bytes, limits: whole, threads: 1, partSize: Int.random(in: 1...90, using: &random))
            #expect(known == Outcome(bytes, limits: apart, threads: 1))
            events += known.readings?.events.count ?? 0
            faults += known.readings?.faults.count ?? 0
        }
        #expect(events > 500 && faults > 1_000, "\(events) events, \(faults) faults")
    }

    @Test(arguments: [20, 30, 60], [20, 40])
    func `limits are met at the same record wherever the file is cut`(fieldBytes: Int, lines: Int) {
        var random = SplitMix64(seed: UInt64(fieldBytes + lines))
        var kinds: Set<FileFaultKind> = []
        for round in 0..<150 {
            let events = text(&random, round)
            let limits = CSVLimits(
                fieldBytes: fieldBytes, recordBytes: fieldBytes + 40, lines: lines, bufferBytes: fieldBytes + 200)
            let whole = Outcome(events, limits: limits, threads: 1)
            for pieceBytes in [1, 7, 30] {
                var cut = limits
                cut.pieceBytes = pieceBytes
                let pieces = Outcome(events, limits: cut, threads: 2)
                #expect(pieces.readings == whole.readings)
                #expect(pieces.faults == whole.faults)
            }
            kinds.formUnion(whole.faults.map(\.kind))
        }
        #expect(kinds.contains(.tooManyRows) || kinds.contains(.fieldTooLong))
    }

    @Test func `a large file of several blocks has one hash and one reading, with one thread and with several`() {
        var events = Array("mrn,date,event,detail,result\n".utf8)
        let row = Array("A1,2025-01-02,drug,\"a \"\"new\"\"\ndrug\",start\nA2,2024-02,imaging,mri-brain,stable\n".utf8)
        while events.count < 3 * CSVLimits().pieceBytes + 1_000 { events += row }
        let one = Outcome(events, limits: CSVLimits(), threads: 1)
        #expect(one.readings != nil)
        #expect(Outcome(events, limits: CSVLimits(), threads: 3) == one)
        events[events.count - 5] ^= 1
        #expect(Outcome(events, limits: CSVLimits(), threads: 3).hash != one.hash)
        events[2 * CSVLimits().pieceBytes] ^= 1
        #expect(Outcome(events, limits: CSVLimits(), threads: 2).hash != one.hash)
    }

    @Test func `the first thousand faults are told, in order, from whatever pieces they come`() {
        var limits = CSVLimits()
        limits.pieceBytes = 700
        let events = Array(
            ("mrn,date,event\n" + (0..<1_500).map { $0 % 3 == 0 ? "A1,2025,visit\n" : "A1,20\($0),vizit\n" }.joined())
                .utf8)
        let whole = Outcome(events, limits: CSVLimits(), threads: 1)
        #expect(whole.readings?.faults.count == 1_000)
        #expect(Outcome(events, limits: limits, threads: 3).readings == whole.readings)
    }
}
