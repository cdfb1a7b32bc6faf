extension RandomAccessCollection {
    /// Returns the first index from which a predicate holds, by binary search; `endIndex` if it holds nowhere.
    ///
    /// Once it holds it must hold to the end, as for sorted days and whether each is after a given day.
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
