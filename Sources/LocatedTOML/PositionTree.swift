/// The lines of a TOML file's values, in the shape of the values themselves.
final class PositionTree {
    /// The line on which the value's key, header or first character stands, from 1.
    let line: Int
    /// The positions of a table's values.
    private(set) var children: [String: PositionTree] = [:]
    /// The positions of an array's elements.
    private(set) var elements: [PositionTree] = []

    init(line: Int) { self.line = line }

    /// The position of a key, which is noted as standing on a line where it has not been seen before.
    func child(_ key: String, line: Int) -> PositionTree {
        if let known = children[key] { return known }
        let new = PositionTree(line: line)
        children[key] = new
        return new
    }

    /// Notes a further element of an array.
    func appendElement(line: Int) -> PositionTree {
        let new = PositionTree(line: line)
        elements.append(new)
        return new
    }

    /// Where keys of a table lead: in an array of tables, to its latest table.
    var latest: PositionTree { elements.last ?? self }
}
