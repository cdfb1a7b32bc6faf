import Glibc

/// Room for some thousand facts, mapped apart from the heap: given back to the system at once, whatever lies around it.
final class FactBlock {
    /// How many facts a block holds.
    static let size = 32_768
    private static let byteCount = size * MemoryLayout<Fact>.stride

    private let facts: UnsafeMutablePointer<Fact>
    private let isMapped: Bool
    private(set) var count = 0

    init() {
        let place = mmap(nil, FactBlock.byteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        if let place, place != MAP_FAILED {
            facts = place.bindMemory(to: Fact.self, capacity: FactBlock.size)
            isMapped = true
        } else {
            facts = .allocate(capacity: FactBlock.size)
            isMapped = false
        }
    }

    deinit {
        // A fact holds nothing that would have to be released.
        if isMapped { munmap(facts, FactBlock.byteCount) } else { facts.deallocate() }
    }

    subscript(index: Int) -> Fact {
        get {
            precondition(index < count)
            return facts[index]
        }
        set {
            precondition(index < count)
            facts[index] = newValue
        }
    }

    func append(_ fact: Fact) {
        precondition(count < FactBlock.size)
        (facts + count).initialize(to: fact)
        count += 1
    }
}
