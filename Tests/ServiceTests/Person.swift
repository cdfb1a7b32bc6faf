import Foundation
import Glibc
import TestSupport

/// A person of the staff as the kernel knows one: a user id and groups that the test gives its process.
///
/// The groups are some that every Debian has and nobody's data hangs on.
struct Person {
    static let viewers = (name: "games", number: 60)
    static let operators = (name: "news", number: 9)

    static let anna = Person(uid: 12_001, group: operators.number)
    static let berta = Person(uid: 12_002, group: operators.number)
    static let visitor = Person(uid: 12_003, group: viewers.number)
    static let stranger = Person(uid: 12_004, group: 12_004)

    let uid: Int
    let group: Int

    /// Runs `cnswatch` as this person against a service of the ward.
    func cnswatch(_ arguments: [String], _ ward: WardService) throws -> Program {
        try Program.run(
            "/usr/bin/setpriv",
            ["--reuid", "\(uid)", "--regid", "\(uid)", "--groups", "\(group)", ward.command] + arguments,
            ["CNSWATCH_SOCKET": ward.service.socket, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"])
    }
}
