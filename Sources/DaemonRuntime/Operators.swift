import Glibc
import Varlink

/// Who may act, and not only read: root, the service itself, and the group `cnswatch-operator`.
enum Operators {
    static let group = "cnswatch-operator"

    static func include(_ peer: Peer) -> Bool {
        if peer.uid == 0 || peer.uid == geteuid() { return true }
        guard let entry = getgrnam(group) else { return false }
        let gid = entry.pointee.gr_gid
        return peer.gid == gid || peer.groups.contains(gid)
    }
}
