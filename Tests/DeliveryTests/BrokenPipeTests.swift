import Glibc
import Testing

@testable import Delivery

@Suite("Broken pipes")
struct BrokenPipeTests {
    @Test func `a broken pipe during the work does not end the process, and one after it does again`() async {
        await #expect(processExitsWith: .signal(SIGPIPE)) {
            signal(SIGPIPE, SIG_DFL)
            let work = BrokenPipe.silenced {
                pthread_kill(pthread_self(), SIGPIPE)
                return 7
            }
            // An exit here, for the wrong reason or with the signal still blocked, is no end by the signal.
            guard work == 7 else { exit(1) }
            pthread_kill(pthread_self(), SIGPIPE)
            exit(0)
        }
        await #expect(processExitsWith: .success) {
            signal(SIGPIPE, SIG_DFL)
            BrokenPipe.silenced { _ = pthread_kill(pthread_self(), SIGPIPE) }
            exit(0)
        }
    }
}
