/// All orders of a few things.
enum Orders {
    static func of<Value>(_ values: [Value]) -> [[Value]] {
        guard values.count > 1 else { return [values] }
        return values.indices.flatMap { index -> [[Value]] in
            var rest = values
            let one = rest.remove(at: index)
            return of(rest).map { [one] + $0 }
        }
    }
}
