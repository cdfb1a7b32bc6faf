internal import CSystemd

/// Freed memory that the C library keeps for later use; malloc_trim(3).
public enum FreedMemory {
    /// Returns it to the system. For use after a memory-heavy job in a process that will not soon need as much again.
    public static func giveBack() {
        malloc_trim(0)
    }
}
