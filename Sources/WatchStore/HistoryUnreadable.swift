/// A stored history, or the words behind its codes, that this version did not write.
struct HistoryUnreadable: Error {}
