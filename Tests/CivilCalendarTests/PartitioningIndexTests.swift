import CivilCalendar
import Testing

@Suite("Places in what is in order")
struct PartitioningIndexTests {
    @Test(arguments: 0...9)
    func `the place is the first from which the condition holds, as by looking at all`(count: Int) {
        let sorted = (0..<count).map { $0 / 2 * 2 }
        for bound in -1...10 {
            let first = sorted.firstIndex { $0 >= bound } ?? sorted.endIndex
            #expect(sorted.partitioningIndex { $0 >= bound } == first)
            #expect(sorted[(count / 3)...].partitioningIndex { $0 >= bound } == max(first, count / 3))
        }
    }
}
