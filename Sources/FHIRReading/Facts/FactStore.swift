import CivilCalendar
import Glibc
import RosterModel

/// The facts of a folder in reading order: stored in blocks, so that growing copies nothing, and looked up by resource
/// id.
///
/// It must have a single owner: copies would share the blocks.
struct FactStore {
    private var blocks: [FactBlock?] = []
    private(set) var count = 0
    // Open addressing, at most three quarters full: the number of the first fact of a resource, or -1.
    private var places = [Int32](repeating: -1, count: 1 << 12)
    private var entered = 0
    // The latest version of each resource that says nothing; older versions must not remain in effect.
    private var withdrawn: [ResourceKey: Version] = [:]

    subscript(index: Int) -> Fact {
        get {
            guard let block = blocks[index / FactBlock.size] else { preconditionFailure("the fact was given back") }
            return block[index % FactBlock.size]
        }
        nonmutating set { blocks[index / FactBlock.size]?[index % FactBlock.size] = newValue }
    }

    /// Notes that a version of a resource says nothing. Older versions, read earlier or later, no longer count.
    ///
    /// A certain first version that does not withdraw anything by its status need not be remembered.
    mutating func withdraw(_ fact: Fact, isStatus: Bool) {
        replace(fact)
        guard isStatus || (fact.version > .untold && !fact.version.isFirst) else { return }
        let key = ResourceKey(fact)
        withdrawn[key] = max(withdrawn[key] ?? .untold, fact.version)
    }

    /// Withdraws what older versions of a resource say, as far as they have been read.
    mutating func replace(_ fact: Fact) {
        let place = placeOfResource(fact)
        guard places[place] >= 0, self[Int(places[place])].version <= fact.version else { return }
        replace(from: Int(places[place]))
    }

    /// Adds the facts of one resource, replacing an older version, unless a newer version is already present.
    ///
    /// - Returns: The number of the first fact; nil if nothing was added.
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

    /// Returns the slot of a known resource with this id, or the free slot for it.
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

    /// Adds a fact with its own date to the resource whose facts were added last.
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

    /// Frees what only reading needs.
    mutating func forgetIDs() { (places, withdrawn) = ([], [:]) }

    /// Sorts the facts by owner, in reading order within each, without a second copy.
    ///
    /// - Returns: For each owner the index of its first fact; one entry more than owners.
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
            // Each cycle of the permutation is walked once.
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

    /// Returns the facts of a range, which must not be requested again; frees the blocks that lie wholly before it.
    mutating func take(_ range: Range<Int>) -> [Fact] {
        var block = range.lowerBound / FactBlock.size - 1
        while block >= 0, block < blocks.count, blocks[block] != nil {
            blocks[block] = nil
            block -= 1
        }
        return range.map { self[$0] }
    }
}

/// Storage for some thousands of facts, mapped apart from the heap so that it returns to the system at once.
final class FactBlock {
    /// The number of facts in a block.
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
        // A fact holds nothing that needs releasing.
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

/// The identity of a resource across its versions.
struct ResourceKey: Hashable {
    private let id: ResourceID
    private let form: ResourceID.Form
    private let type: UInt8
    // The file it belongs to; nil if its id is unique in the whole folder.
    private let file: UInt16?

    init(_ fact: Fact) {
        id = fact.id
        form = fact.form
        type = fact.type
        file = fact.isScoped ? fact.file : nil
    }
}
