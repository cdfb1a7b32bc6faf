extension RandomAccessCollection {
    /// The first place from which on a condition holds, found by halving; the end where it holds nowhere.
    ///
    /// Once it holds it must hold to the end, as with days in their order and whether each is after another.
    @inlinable
    public func partitioningIndex(where holds: (Element) throws -> Bool) rethrows -> Index {
        var (low, length) = (startIndex, count)
        while length > 0 {
            let half = length / 2
            let middle = index(low, offsetBy: half)
            if try holds(self[middle]) {
                length = half
            } else {
                low = index(after: middle)
                length -= half + 1
            }
        }
        return low
    }
}
