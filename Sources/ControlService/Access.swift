import Glibc
import StaffWork
import Varlink

/// Decides who is at the other end of a connection and what they may do: the only place that does.
///
/// It goes by the user and groups that the kernel noted when they connected. Names are looked up in the machine's databases,
/// once each where they are found, since such a look-up may go over the network.
package final class AccessControl {
    private let groups: AccessGroups
    private let lookUp: (String) -> UInt32?
    private var numbers: [String: UInt32] = [:]
    private var names: [UInt32: String] = [:]

    /// The control of access by these groups; `lookUp` gives a group's number, nil where the machine has no such group.
    package init(
        _ groups: AccessGroups, lookUp: @escaping (String) -> UInt32? = { AccessControl.numberOnThisMachine(of: $0) }
    ) {
        self.groups = groups
        self.lookUp = lookUp
    }

    /// What a peer may do.
    func level(of peer: Peer) -> Access {
        if peer.uid == 0 || peer.uid == geteuid() { return .administrator }
        if groups.operators.contains(where: { isMember(peer, of: $0) }) { return .operator }
        if groups.viewers.contains(where: { isMember(peer, of: $0) }) { return .viewer }
        return .none
    }

    /// A peer as a person of the staff.
    func person(_ peer: Peer) -> StaffMember {
        if let name = names[peer.uid] { return StaffMember(uid: peer.uid, name: name) }
        // Not found now may be found later: only what was found is kept.
        guard let entry = getpwuid(peer.uid) else { return StaffMember(uid: peer.uid, name: "\(peer.uid)") }
        let name = String(cString: entry.pointee.pw_name)
        names[peer.uid] = name
        return StaffMember(uid: peer.uid, name: name)
    }

    /// The configured groups that this machine does not have.
    package var missingGroups: [String] { (groups.operators + groups.viewers).filter { number(of: $0) == nil } }

    private func isMember(_ peer: Peer, of group: String) -> Bool {
        guard let number = number(of: group) else { return false }
        return peer.gid == number || peer.groups.contains(number)
    }

    private func number(of group: String) -> UInt32? {
        if let number = numbers[group] { return number }
        let number = lookUp(group)
        numbers[group] = number
        return number
    }

    /// The number of a group of this machine; nil where there is none of that name.
    package static func numberOnThisMachine(of group: String) -> UInt32? { getgrnam(group)?.pointee.gr_gid }
}

/// What a caller may do; each level may do what those below it may.
enum Access: Int, Comparable, Sendable {
    /// Ask what the service is, and nothing else.
    case none
    /// Read the work-list and patients.
    case viewer
    /// Act: record, lay leases, reload, read the audit trail.
    case `operator`
    /// The machine's administrator, or the service's own user.
    case administrator

    static func < (first: Access, second: Access) -> Bool { first.rawValue < second.rawValue }

    /// The level in the words of a refusal.
    var words: String {
        switch self {
        case .none: "nobody in particular"
        case .viewer: "a viewer"
        case .operator: "an operator"
        case .administrator: "an administrator"
        }
    }
}

/// The groups of the machine whose members may read and may act: the admin's choice, `[access]` of the configuration.
package struct AccessGroups: Hashable, Sendable {
    /// Groups whose members may read.
    package var viewers: [String]
    /// Groups whose members may act as well.
    package var operators: [String]

    /// What holds where nothing is configured; the package makes these groups.
    package static let standard = AccessGroups(viewers: ["cnswatch-viewer"], operators: ["cnswatch-operator"])
}
