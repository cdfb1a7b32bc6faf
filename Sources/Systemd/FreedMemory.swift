internal import CSystemd

/// Memory that was freed and that the C library keeps for the next use; malloc_trim(3).
public enum FreedMemory {
    /// Gives it back to the system: after a job of much memory in a process that will not soon need as much again.
    public static func giveBack() {
        malloc_trim(0)
    }
}
