import Foundation
import Glibc
import TestSupport
import Testing

/// The command in a real terminal, as a nurse sits before it.
@Suite("In a terminal", .needs(.tmux))
struct InTerminalTests {
    private static let patients = """
        mrn,family_name,given_name,clinic
        M1,王,芳,North
        M2,\u{1B}[2JEvil,e\u{301}e\u{301},South
        M3,Sample,Ann,North

        """
    private static let events =
        "mrn,date,event,detail,result\n"
        + ["M1", "M2", "M3"].map {
            "\($0),2024-01-01,biomarker,her2,3+\n\($0),2024-01-01,diagnosis,breast-cancer,metastatic\n"
        }.joined() + "M3,2024-01-10,symptom,seizure,onset\n"

    private let service: RunningService

    init() throws { service = try RunningService(patients: Self.patients, events: Self.events) }

    private func terminal(columns: Int = 80, lines: Int = 24, _ variables: [String: String] = [:]) throws
        -> TerminalSession
    {
        try TerminalSession(columns: columns, lines: lines, socket: service.socket, variables: variables)
    }

    @Test func `the list fits, presses first what presses most, and is coloured only where that is wanted`() throws {
        let terminal = try terminal()
        try terminal.enter("clear; $cnswatch due; echo d''one")
        let shown = try terminal.wait(for: "\ndone")
        #expect(shown.contains("overdue") && shown.contains("EMERGENCY - "), "\(shown)")
        let (emergency, others) = (shown.range(of: "EMERGENCY - "), shown.range(of: "OTHERS - "))
        #expect(try #require(emergency).lowerBound < (try #require(others)).lowerBound)
        #expect(shown.contains("王, 芳") && shown.contains("\\u{1b}[2JEvil"), "\(shown)")
        #expect(try terminal.screen(coloured: true).contains("31m"))
        try terminal.enter("clear; NO_COLOR=1 $cnswatch due; TERM=dumb $cnswatch due --limit 1; echo e''nd")
        try terminal.wait(for: "\nend")
        #expect(!(try terminal.screen(coloured: true)).contains("\u{1B}["))
    }

    @Test func `what is longer than the terminal comes by the pager, and what is not does without`() throws {
        let terminal = try terminal(columns: 80, lines: 8, ["PAGER": "sed s/^/paged:/"])
        try terminal.enter("clear; $cnswatch show M3; echo fir''st")
        try terminal.wait(for: "\nfirst")
        #expect(try terminal.screen().contains("paged:"))
        try terminal.resize(columns: 80, lines: 50)
        try terminal.enter("clear; $cnswatch show M3; echo sec''ond")
        #expect(!(try terminal.wait(for: "\nsecond")).contains("paged:"))
        try terminal.resize(columns: 80, lines: 8)
        try terminal.enter("clear; PAGER=/nowhere/pager $cnswatch show M3; echo thi''rd")
        #expect(try terminal.wait(for: "\nthird").contains("symptom seizure onset"))
    }

    @Test func `a forecast comes by the pager too, and no line of it is wider than the terminal`() throws {
        let terminal = try terminal(columns: 60, lines: 12, ["PAGER": "sed s/^/paged:/"])
        try terminal.enter("clear; $cnswatch forecast --weeks 30; echo fir''st")
        try terminal.wait(for: "\nfirst")
        #expect(try terminal.screen().contains("paged:"))
    }

    @Test func `a plan says how far it is where nothing else is written to the terminal, and takes it away`() throws {
        let terminal = try terminal()
        try terminal.enter("clear; $cnswatch roster generate $HOME/r --patients 3000 --seed 5; echo ma''de")
        try terminal.wait(for: "\nmade")
        try terminal.enter(
            "clear; script -qec \"$cnswatch plan $HOME/r -o ndjson >$HOME/plan\" $HOME/said >/dev/null; "
                + "grep -c 'planned 1024 of 3000 patients' $HOME/said; wc -l <$HOME/plan; echo do''ne")
        let shown = try terminal.wait(for: "\ndone")
        #expect(shown.hasPrefix("1\n3000\n"), "\(shown)")
        try terminal.enter("clear; $cnswatch plan $HOME/r -o ndjson | tail -1 | cut -c 1-8; echo en''d")
        #expect(try terminal.wait(for: "\nend").hasPrefix("{\"mrn\":\"\nend"))
    }

    @Test func `the live list moves, opens, searches and ends, and leaves the terminal as it was`() throws {
        let terminal = try terminal()
        try terminal.enter("clear; echo before; $cnswatch watch; echo after $?")
        try terminal.wait(for: "> emergency")
        try terminal.press("Down")
        try terminal.wait(for: "row 2\n")
        try terminal.press("Enter")
        try terminal.wait(for: "Course")
        try terminal.press("Escape")
        try terminal.wait(for: "> ", without: "Course")
        try terminal.type("/芳")
        let found = try terminal.wait(for: "(/芳)")
        #expect(found.contains("王, 芳") && !found.contains("Sample, Ann"))
        try terminal.press("Enter")
        try terminal.type("?")
        try terminal.wait(for: "Ctrl-L")
        try terminal.type("qq")
        let after = try terminal.wait(for: "after 0")
        #expect(after.contains("before") && !after.contains("Enter open,"), "\(after)")
        try terminal.enter("stty -a | grep -c -e -icanon -e '-echo '")
        try terminal.wait(for: "\n0\n")
    }

    @Test func `an act is asked for, tried out, done on yes, and the list shows it at once`() throws {
        let terminal = try terminal()
        try terminal.enter("clear; $cnswatch watch")
        try terminal.wait(for: "> emergency")
        try terminal.type("a")
        try terminal.wait(for: "what it would change")
        try terminal.type("n")
        try terminal.wait(for: "nothing was done")
        try terminal.type("/brain")
        try terminal.press("Enter")
        try terminal.type("b")
        try terminal.wait(for: "Day of the appointment")
        try terminal.type("2025-02-30")
        try terminal.press("Enter")
        try terminal.wait(for: "The calendar has no day 2025-02-30")
        // What was typed is still there, to be mended or taken away.
        try terminal.press("C-u")
        let day = Date(timeIntervalSinceNow: 200 * 86_400).ISO8601Format().prefix(10)
        try terminal.type(String(day))
        try terminal.press("Enter")
        try terminal.wait(for: "dry run: nothing was done")
        try terminal.type("y")
        try terminal.wait(for: "to undo: cnswatch undo 1")
        try terminal.press("Escape")
        try terminal.wait(for: "booked \(day)")
        // Booked already, it is moved.
        let later = Date(timeIntervalSinceNow: 210 * 86_400).ISO8601Format().prefix(10)
        try terminal.type("b\(later)")
        try terminal.press("Enter")
        try terminal.wait(for: "moves the appointment of \(day) to \(later)")
        try terminal.type("y")
        try terminal.wait(for: "to undo: cnswatch undo 3")
        try terminal.press("Escape")
        try terminal.wait(for: "booked \(later)")
    }

    @Test func `what others do appears by itself, and a service that went and came back is told`() throws {
        let terminal = try terminal()
        try terminal.enter("clear; $cnswatch watch")
        try terminal.wait(for: "> emergency")
        #expect(try service.ask("record", "M2", "symptom", "seizure", "onset").status == 0)
        try terminal.wait(for: "* emergency")
        _ = service.end(with: SIGTERM)
        try terminal.wait(for: "NOT LIVE")
        try service.start()
        try terminal.wait(for: "> emergency", without: "NOT LIVE")
    }

    @Test func `a resize, a stop and an end from outside all leave a terminal that works`() throws {
        let terminal = try terminal()
        try terminal.enter("clear; $cnswatch watch; echo after $?")
        try terminal.wait(for: "> emergency")
        for (columns, lines) in [(120, 40), (50, 10), (80, 24)] {
            try terminal.resize(columns: columns, lines: lines)
            let shown = try terminal.wait(for: columns >= 120 ? "CLINIC" : "URGENCY")
            #expect(shown.contains("M3"))
            #expect(shown.split(separator: "\n").allSatisfy { $0.count <= columns })
        }
        try terminal.press("C-z")
        try terminal.wait(for: "Stopped", without: "URGENCY")
        try terminal.enter("fg")
        try terminal.wait(for: "> emergency")
        try terminal.press("C-z")
        try terminal.wait(for: "Stopped", without: "URGENCY")
        try terminal.enter("kill -TERM %1; fg; echo ended $?")
        try terminal.wait(for: "ended 143")
        for (signal, status) in [(SIGTERM, 143), (SIGHUP, 129), (SIGSEGV, 139), (SIGTRAP, 133)] {
            let pid = service.folder.path + "/pid"
            try terminal.enter("clear; sh -c 'echo $$ >\(pid); exec $cnswatch watch'; echo ended $?")
            try terminal.wait(for: "> emergency")
            kill(try #require(Int32(try service.folder.text("pid").dropLast())), signal)
            let shown = try terminal.wait(for: "ended \(status)")
            #expect(!shown.contains("Enter open,"), "\(shown)")
            try terminal.enter("stty -a | grep -c -e -icanon -e '-echo '")
            try terminal.wait(for: "\n0\n")
        }
    }

    @Test func `a plain watch writes lines, a change each, and so does one without a terminal`() throws {
        let terminal = try terminal()
        try terminal.enter("clear; $cnswatch watch --plain | head -1; $cnswatch watch --plain")
        try terminal.wait(for: "state  M2")
        #expect(try service.ask("record", "M2", "symptom", "seizure", "onset").status == 0)
        try terminal.wait(for: "changed  M2,")
        try terminal.press("C-c")
        try terminal.enter("clear; echo d''umb; TERM=dumb $cnswatch watch")
        try terminal.wait(for: "dumb\n")
        try terminal.wait(for: "state  M2")
    }
}
