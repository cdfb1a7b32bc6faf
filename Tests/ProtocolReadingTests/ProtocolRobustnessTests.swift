import LocatedTOML
import Surveillance
import TestSupport
import Testing

@testable import ProtocolReading

/// What no change of the file may do: crash, or pass unseen.
@Suite struct ProtocolRobustnessTests {
    @Test func `without any one of its lines with a key the file is refused`() throws {
        let lines = try ShippedFile.lines()
        var count = 0
        for index in lines.indices where ShippedFile.hasKey(lines[index]) {
            var fewer = lines
            fewer.remove(at: index)
            let faults = ShippedFile.faults(of: fewer)
            #expect(!faults.isEmpty, "line \(index + 1) is not missed: \(lines[index])")
            check(faults, lineCount: fewer.count)
            count += 1
        }
        // Four at the top, ten in the tables of version 1, thirteen in those of populations and words; of each rule four and its own numbers.
        #expect(count == 27 + RuleID.allCases.map { 4 + $0.definition.keys.count }.reduce(0, +))
    }

    @Test func `without any one of its headers the file is refused`() throws {
        let lines = try ShippedFile.lines()
        for index in lines.indices where lines[index].hasPrefix("[") {
            var fewer = lines
            fewer.remove(at: index)
            let faults = ShippedFile.faults(of: fewer)
            #expect(!faults.isEmpty, "line \(index + 1) is not missed: \(lines[index])")
            check(faults, lineCount: fewer.count)
        }
    }

    @Test func `no change of bytes crashes the reader`() throws {
        let original = try ShippedFile.bytes()
        var generator = SplitMix64(seed: 2025)
        var refused = 0
        for _ in 0..<400 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...4, using: &generator) { mutate(&bytes, using: &generator) }
            do throws(ProtocolRefusal) {
                _ = try ProtocolReader.read(bytes: bytes, file: "p.toml")
            } catch {
                refused += 1
                check(error.faults, lineCount: bytes.count { $0 == UInt8(ascii: "\n") } + 1)
            }
        }
        #expect(refused > 200)
    }

    private func mutate(_ bytes: inout [UInt8], using generator: inout SplitMix64) {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        let syntax = Array("\"'[]{}=,.#\n\\ -0d".utf8)
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes[place] = syntax[Int.random(in: 0..<syntax.count, using: &generator)]
        case 2: bytes.insert(syntax[Int.random(in: 0..<syntax.count, using: &generator)], at: place)
        case 3: bytes.removeSubrange(place..<min(place + 20, bytes.count))
        case 4: bytes.insert(contentsOf: bytes[place..<min(place + 40, bytes.count)], at: place)
        default: break
        }
    }

    private func check(_ faults: [ConfigurationFault], lineCount: Int) {
        #expect(!faults.isEmpty)
        for fault in faults {
            #expect(fault.line.map { 1...lineCount ~= $0 } ?? (fault.column == nil), "\(fault)")
            #expect(!fault.reason.isEmpty && !fault.remedy.isEmpty)
            #expect(!Excerpt.hasControls(fault.description), "\(fault)")
        }
        #expect(faults == faults.sorted())
    }
}
