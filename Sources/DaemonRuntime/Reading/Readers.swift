import ControlInterface

/// The threads that answer questions about many patients.
struct Readers {
    /// Answers from what is stored.
    let lists: ReaderThread
    /// Plans all patients anew for an answer, which takes longest.
    let plans: ReaderThread

    func end() {
        lists.end()
        plans.end()
    }
}

extension DueRequest {
    /// Who answers: the list of another day follows from other plans.
    var reader: KeyPath<Readers, ReaderThread> { asOf == nil ? \.lists : \.plans }
}
