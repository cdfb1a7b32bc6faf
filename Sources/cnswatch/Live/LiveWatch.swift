import ArgumentParser
import ControlInterface
import Glibc
import Terminal
import Varlink

/// The live work-list on a terminal: passes input of the keys, the service and the system to a `LiveList`, and its
/// screen to the terminal.
final class LiveWatch {
    private let screen: FullScreen
    private let service: LiveService
    private let request: DueRequest
    private var list: LiveList
    private var stream: ClientConnection?
    private var keys = KeyReader()
    private var painter = ScreenPainter()
    private var isDone = false

    /// A live work-list on this terminal; nil if there is no terminal, or it can only write lines.
    init?(_ options: ServiceOptions, _ request: DueRequest) {
        guard getenv("TERM").map({ String(cString: $0) }) ?? "dumb" != "dumb", let size = TerminalSize.ofStandardOutput,
            let screen = FullScreen()
        else { return nil }
        self.screen = screen
        self.request = request
        service = LiveService(options: options)
        list = LiveList(size: size, colours: .standard)
    }

    /// Shows the list until the user or a signal ends it.
    func run() throws {
        defer { screen.leave() }
        // Errors at the start are reported as in every command.
        try open()
        while !isDone {
            screen.write(painter.paint(LiveScreen.lines(list)))
            try waitForNext()
        }
    }

    private func open() throws {
        let connection = try service.options.connect(timeoutSeconds: nil)
        do {
            try connection.beginMore("\(ControlInterface.name).Watch", request)
        } catch {
            throw ServiceOptions.failure(error)
        }
        stream = connection
    }

    /// Waits for the next input, and handles it.
    private func waitForNext() throws {
        var awaited = [STDIN_FILENO, screen.eventDescriptor, stream?.readiness ?? -1].map {
            pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
        }
        // An escape is a key of its own if nothing follows it; a missing service is looked for each second.
        let patience: Int32 = keys.isInSequence ? 50 : stream == nil ? 1_000 : -1
        let ready = poll(&awaited, nfds_t(awaited.count), patience)
        if ready == 0 { try wait() }
        guard ready > 0 else { return }
        if awaited[1].revents != 0 { for event in screen.events() { try take(event) } }
        if awaited[0].revents != 0 { try takeKeys() }
        if awaited[2].revents != 0 { try takeChanges() }
    }

    private func wait() throws {
        if keys.isInSequence { return try press(keys.end()) }
        // A starting service may refuse briefly; whatever it answers, it is asked again.
        do { try open() } catch let failure as Failure { lose(failure) }
    }

    private func takeKeys() throws {
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = read(STDIN_FILENO, &bytes, bytes.count)
        // The terminal is gone.
        if count == 0 || count < 0 && errno != EINTR && errno != EAGAIN { isDone = true }
        try press(keys.read(bytes.prefix(max(0, count))))
    }

    private func press(_ keys: [Key]) throws {
        for key in keys where !isDone {
            if let request = list.press(key) { try answer(request) }
        }
    }

    private func takeChanges() throws {
        guard let stream else { return }
        do {
            for reply in try stream.takeReplies() { list.apply(try WatchChange(json: reply)) }
        } catch let error as ClientError {
            // A request that the service refuses at the start, such as a filter, it would refuse again.
            if case .replied = error, list.rows.asOf.isEmpty { throw ServiceOptions.failure(error) }
            lose(ServiceOptions.failure(error))
        } catch let error as MessageError {
            throw Failure(.wrongProtocol, "\(error)")
        }
    }

    private func lose(_ failure: Failure) {
        stream?.close()
        stream = nil
        list.lose(failure.message.split(separator: "\n").first.map(String.init) ?? "the service is gone")
    }

    private func take(_ event: FullScreen.Event) throws {
        switch event {
        case .repaint: repaint()
        case .suspend:
            screen.suspend()
            repaint()
        case .end(let signal):
            isDone = true
            // After a signal the exit status is the one that shells expect.
            if signal != SIGINT {
                screen.leave()
                Glibc.exit(128 + signal)
            }
        }
    }

    private func repaint() {
        painter.forget()
        if let size = TerminalSize.ofStandardOutput { list.resize(size) }
    }

    private func answer(_ request: LiveRequest) throws {
        let width = list.size.columns
        do {
            switch request {
            case .quit: isDone = true
            case .repaint: repaint()
            case .show(let mrn): list.read("Patient \(mrn)", try service.show(mrn, width: width))
            case .explain(let mrn, let item):
                list.read("Why \(item) of \(mrn)", try service.explain(mrn, item, width: width))
            case .tryOut(let act): list.confirm(act, try service.perform(act, dryRun: true))
            case .perform(let act):
                list.read("Done: \(act.title)", wrapped(try service.perform(act, dryRun: false)))
            }
        } catch let failure as Failure {
            list.read("Nothing was done", wrapped(lines(failure.message)))
        } catch let error as ValidationError {
            list.read("Nothing was done", wrapped(lines(error.message)))
        }
    }

    private func lines(_ message: String) -> [String] { message.split(separator: "\n").map(String.init) }

    private func wrapped(_ lines: [String]) -> [String] {
        lines.flatMap { TerminalText.wrapped(TerminalText.visible($0), to: list.size.columns, indent: 2) }
    }
}
