/// What has to happen before an answer may leave: declared by the control socket, which holds all answers back while the
/// gate is shut, and opens it once for all callers that asked at about the same time.
protocol AnswerGate: AnyObject {
    /// Whether answers have to wait.
    var isShut: Bool { get }

    /// Does what the answers wait for. Afterwards the gate is open, whether it could be done or not.
    func open()
}
