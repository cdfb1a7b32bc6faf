import CivilCalendar
import Glibc
import RosterModel

/// The facts of a folder in the order of reading: in blocks, so that growing copies nothing, and found again by their ids.
///
/// It is for one owner: copies would share the blocks.
struct FactStore {
    private var blocks: [FactBlock?] = []
    private(set) var count = 0
    // Open addressing, at most three quarters full: the number of the first fact of a resource, or -1.
    private var places = [Int32](repeating: -1, count: 1 << 12)
    private var entered = 0
    // The latest version of each resource that says nothing, which an older version must not outlive.
    private var withdrawn: [ResourceKey: Version] = [:]

    subscript(index: Int) -> Fact {
        get {
            guard let block = blocks[index / FactBlock.size] else { preconditionFailure("the fact was given back") }
            return block[index % FactBlock.size]
        }
        nonmutating set { blocks[index / FactBlock.size]?[index % FactBlock.size] = newValue }
    }

    /// Notes that a version of a resource says nothing: older versions say nothing any more, be they read already or later.
    ///
    /// What is certainly the first version, and withdraws nothing by its status, need not be remembered.
    mutating func withdraw(_ fact: Fact, isStatus: Bool) {
        replace(fact)
        guard isStatus || (fact.version > .untold && !fact.version.isFirst) else { return }
        let key = ResourceKey(fact)
        withdrawn[key] = max(withdrawn[key] ?? .untold, fact.version)
    }

    /// Takes back what older versions of a resource say, as far as they were read.
    mutating func replace(_ fact: Fact) {
        let place = placeOfResource(fact)
        guard places[place] >= 0, self[Int(places[place])].version <= fact.version else { return }
        replace(from: Int(places[place]))
    }

    /// Adds the facts of one resource, unless a newer version of it is there already; an older version is replaced.
    ///
    /// - Returns: The number of the first fact; nil where nothing was added.
    mutating func add(_ facts: [Fact]) -> Int? {
        guard let first = facts.first else { return nil }
        if !withdrawn.isEmpty, let latest = withdrawn[ResourceKey(first)], latest >= first.version { return nil }
        var place = placeOfResource(first)
        if places[place] >= 0 {
            let known = Int(places[place])
            if self[known].version > first.version { return nil }
            replace(from: known)
            places[place] = Int32(count)
        } else {
            if (entered + 1) * 4 > places.count * 3 {
                grow()
                place = placeOfResource(first)
            }
            places[place] = Int32(count)
            entered += 1
        }
        let number = count
        for fact in facts { append(fact) }
        return number
    }

    /// The place of a known resource of this id, or the free place where it would be.
    private func placeOfResource(_ fact: Fact) -> Int {
        var place = hash(fact) & (places.count - 1)
        while places[place] >= 0, !isSameResource(self[Int(places[place])], fact) {
            place = (place + 1) & (places.count - 1)
        }
        return place
    }

    private func isSameResource(_ one: Fact, _ other: Fact) -> Bool {
        one.id == other.id && one.form == other.form && one.type == other.type && one.isScoped == other.isScoped
            && (!one.isScoped || one.file == other.file)
    }

    private func hash(_ fact: Fact) -> Int { ResourceKey(fact).hashValue }

    private mutating func replace(from first: Int) {
        let old = self[first]
        var index = first
        while index < count, isSameResource(self[index], old), self[index].line == old.line,
            self[index].file == old.file
        {
            self[index].isReplaced = true
            index += 1
        }
    }

    /// Adds a further fact of a resource whose facts were added just before, with a date of its own.
    mutating func append(_ other: Fact, content: FactContent, date: PartialDate?) {
        append(
            Fact(
                owner: other.owner, date: date ?? other.date, content: content, isScoped: other.isScoped,
                isDated: date != nil, id: other.id, line: other.line, version: other.version, file: other.file,
                type: other.type, form: other.form))
    }

    private mutating func append(_ fact: Fact) {
        if count % FactBlock.size == 0 { blocks.append(FactBlock()) }
        blocks[blocks.count - 1]?.append(fact)
        count += 1
    }

    private mutating func grow() {
        let old = places
        places = [Int32](repeating: -1, count: old.count * 2)
        for number in old where number >= 0 { places[placeOfResource(self[Int(number)])] = number }
    }

    /// Gives back what only reading needs.
    mutating func forgetIDs() { (places, withdrawn) = ([], [:]) }

    /// Puts the facts in the order of their owners, those of one owner in the order of reading, without a second copy.
    ///
    /// - Returns: For each owner where its facts begin; one more entry than owners.
    mutating func group(owners: Int) -> [Int32] {
        var starts = [Int32](repeating: 0, count: owners + 1)
        for index in 0..<count { starts[Int(self[index].owner) + 1] += 1 }
        for owner in 0..<owners { starts[owner + 1] += starts[owner] }
        var next = starts
        var targets = [Int32](repeating: 0, count: count)
        for index in 0..<count {
            let owner = Int(self[index].owner)
            targets[index] = next[owner]
            next[owner] += 1
        }
        for start in 0..<count {
            // Each cycle of the permutation is gone round once.
            while targets[start] != Int32(start) {
                let target = Int(targets[start])
                let displaced = self[target]
                self[target] = self[start]
                self[start] = displaced
                targets.swapAt(start, target)
            }
        }
        return starts
    }

    /// The facts of a range, which is not asked for again; what lies wholly before it is given back.
    mutating func take(_ range: Range<Int>) -> [Fact] {
        var block = range.lowerBound / FactBlock.size - 1
        while block >= 0, block < blocks.count, blocks[block] != nil {
            blocks[block] = nil
            block -= 1
        }
        return range.map { self[$0] }
    }
}

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

/// What makes a resource the same as another version of it.
struct ResourceKey: Hashable {
    private let id: ResourceID
    private let form: ResourceID.Form
    private let type: UInt8
    // The file it belongs to; none where its id belongs to the whole folder.
    private let file: UInt16?

    init(_ fact: Fact) {
        id = fact.id
        form = fact.form
        type = fact.type
        file = fact.isScoped ? fact.file : nil
    }
}
