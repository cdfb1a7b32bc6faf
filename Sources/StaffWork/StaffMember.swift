/// A person of the staff, as the kernel and the machine's user database know them.
public struct StaffMember: Hashable, Sendable {
    /// The user id of the process that called.
    public let uid: UInt32
    /// The user's name; the number in digits where the machine has no name for it.
    public let name: String

    /// A person with this id and name.
    public init(uid: UInt32, name: String) {
        self.uid = uid
        self.name = name
    }
}
