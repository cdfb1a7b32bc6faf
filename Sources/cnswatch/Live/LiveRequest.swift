/// What the live work-list wants of whoever shows it.
enum LiveRequest: Equatable {
    /// Show a patient.
    case show(String)
    /// Explain an item of a patient.
    case explain(mrn: String, item: String)
    /// Try an act out and say what it would change.
    case tryOut(LiveAct)
    /// Do it.
    case perform(LiveAct)
    /// Paint the screen anew.
    case repaint
    /// End.
    case quit
}
