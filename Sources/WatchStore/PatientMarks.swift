/// The marks of all patients of the store, by their numbers: the roster in force, as far as a new one is compared with it.
///
/// A row that is put into a file moves all patients below it. So marks are stored many to a page, and those that moved are written
/// by the page instead of one by one.
public struct PatientMarks: Sendable {
    /// So many fill one page of the file, which is 4 KiB.
    static let perPage = 200

    private var marks: [PatientMark] = []
    /// The pages of which a mark changed since they were read or kept.
    private(set) var changedPages: Set<Int> = []

    /// No marks.
    init() {}

    /// Behind the highest number that a patient has.
    public var end: Int64 { Int64(marks.count) }

    /// The mark of the patient with a number.
    public subscript(patient: Int64) -> PatientMark {
        get { marks.indices.contains(Int(patient)) ? marks[Int(patient)] : .none }
        set {
            guard self[patient] != newValue else { return }
            let place = Int(patient)
            while marks.count <= place { marks.append(.none) }
            marks[place] = newValue
            changedPages.insert(place / PatientMarks.perPage)
        }
    }

    /// Takes up a page as stored; pages come in their order.
    mutating func read(page: Int, _ bytes: UnsafeRawBufferPointer) {
        while marks.count < page * PatientMarks.perPage { marks.append(.none) }
        for offset in stride(from: 0, to: bytes.count - PatientMark.byteCount + 1, by: PatientMark.byteCount) {
            marks.append(PatientMark(stored: bytes, at: offset))
        }
    }

    /// The pages that hold changed marks, in their order, as they are to be stored; from then on none counts as changed.
    mutating func takeChangedPages() -> [(page: Int, bytes: [UInt8])] {
        defer { changedPages = [] }
        return changedPages.sorted().map { page in
            let range = page * PatientMarks.perPage..<min((page + 1) * PatientMarks.perPage, marks.count)
            let bytes = [UInt8](unsafeUninitializedCapacity: range.count * PatientMark.byteCount) { buffer, count in
                count = range.count * PatientMark.byteCount
                for place in range {
                    marks[place].store(
                        into: UnsafeMutableRawBufferPointer(buffer),
                        at: (place - range.lowerBound) * PatientMark.byteCount)
                }
            }
            return (page, bytes)
        }
    }
}
