/// A type in an interface description.
///
/// Source: the interface definition grammar of Varlink, UAPI.20.
public indirect enum VarlinkType: Sendable, Equatable {
    /// `bool`: true or false.
    case bool
    /// `int`: a 64-bit integer.
    case int
    /// `float`: a 64-bit double; integers are floats too.
    case float
    /// `string`: text.
    case string
    /// `object`: any JSON object.
    case object
    /// A type the interface defines by name.
    case named(String)
    /// `?type`: the type, or null or absent. Never doubled.
    case optional(VarlinkType)
    /// `[]type`: elements of one type.
    case array(VarlinkType)
    /// `[string]type`: values of one type under any keys.
    case map(VarlinkType)
    /// `(name: type, …)`: fields written in place.
    case structure(StructDefinition)
    /// `(name, …)`: one of the names written in place.
    case enumeration(EnumDefinition)
}
