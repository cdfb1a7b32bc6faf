/// A type that can write itself as one JSON value.
public protocol JSONWritable {
    /// Writes exactly one value: an object, an array or a scalar.
    func write(to writer: inout JSONWriter)
}

extension String: JSONWritable {
    /// Writes the text as a string.
    @inlinable
    public func write(to writer: inout JSONWriter) { writer.value(self) }
}

extension Bool: JSONWritable {
    /// Writes `true` or `false`.
    @inlinable
    public func write(to writer: inout JSONWriter) { writer.value(self) }
}

extension Int: JSONWritable {
    /// Writes the integer.
    @inlinable
    public func write(to writer: inout JSONWriter) { writer.value(self) }
}

extension Int32: JSONWritable {
    /// Writes the integer.
    @inlinable
    public func write(to writer: inout JSONWriter) { writer.value(self) }
}

extension Int64: JSONWritable {
    /// Writes the integer.
    @inlinable
    public func write(to writer: inout JSONWriter) { writer.value(self) }
}

extension UInt32: JSONWritable {
    /// Writes the integer.
    @inlinable
    public func write(to writer: inout JSONWriter) { writer.value(self) }
}

extension Double: JSONWritable {
    /// Writes the number, or `null` where it is not finite.
    @inlinable
    public func write(to writer: inout JSONWriter) { writer.value(self) }
}

extension Optional: JSONWritable where Wrapped: JSONWritable {
    /// Writes the value, or `null` where there is none.
    @inlinable
    public func write(to writer: inout JSONWriter) {
        switch self {
        case .some(let value): value.write(to: &writer)
        case .none: writer.null()
        }
    }
}

extension Array: JSONWritable where Element: JSONWritable {
    /// Writes the elements, in order, as an array.
    @inlinable
    public func write(to writer: inout JSONWriter) {
        writer.beginArray()
        for element in self { element.write(to: &writer) }
        writer.endArray()
    }
}
