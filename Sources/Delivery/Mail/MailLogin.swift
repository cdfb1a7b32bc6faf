/// Who the mail server is to take us for. Printing it does not show the password.
public struct MailLogin: Sendable, CustomStringConvertible, CustomReflectable {
    /// The user.
    public let user: String
    let password: String

    /// A login of this user.
    ///
    /// - Parameter password: as the caller read it from a credential, without a line end.
    public init(user: String, password: String) {
        self.user = user
        self.password = password
    }

    /// The user, and that there is a password.
    public var description: String { "\(user), with a password" }

    /// Nothing but the user.
    public var customMirror: Mirror { Mirror(self, children: ["user": user]) }
}
