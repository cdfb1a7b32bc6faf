import Glibc
import TestSupport

/// Calls of the C library that Swift's Glibc module does not list, found by name.
enum UnlistedCalls {
    /// Sets the time of day forward by a microsecond and back again, by adjtimex(2) with ADJ_SETOFFSET.
    ///
    /// False, and nothing done, without the privilege to set the clock. A step of zero would not do: the kernel tells
    /// timers of a step only when the distance to the monotonic clock has changed.
    static func nudgeClock() -> Bool {
        typealias Call = @convention(c) (UnsafeMutableRawPointer) -> Int32
        guard let call: Call = UnlistedCall.found("adjtimex") else { return false }
        return [(0, 1), (-1, 999_999)].allSatisfy { seconds, microseconds in
            // struct timex has 208 bytes: the modes in its first word, the step at 72 and 80.
            var timex = [Int](repeating: 0, count: 26)
            timex[0] = 0x0100
            timex[9] = seconds
            timex[10] = microseconds
            return timex.withUnsafeMutableBytes { call($0.baseAddress!) >= 0 }
        }
    }

    /// Gives the calling thread a /run of its own, empty, that no other process sees; needs root.
    static func hideRun() -> Bool {
        typealias Unshare = @convention(c) (Int32) -> Int32
        typealias Mount =
            @convention(c) (
                UnsafePointer<CChar>?, UnsafePointer<CChar>, UnsafePointer<CChar>?, UInt, UnsafeRawPointer?
            ) -> Int32
        guard let unshare: Unshare = UnlistedCall.found("unshare"), let mount: Mount = UnlistedCall.found("mount")
        else { return false }
        let newMounts: Int32 = 0x0002_0000
        let privateRecursive: UInt = (1 << 18) | (1 << 14)
        return unshare(newMounts) == 0 && mount(nil, "/", nil, privateRecursive, nil) == 0
            && mount("tmpfs", "/run", "tmpfs", 0, nil) == 0
    }
}
