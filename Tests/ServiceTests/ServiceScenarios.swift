import Foundation
import TestSupport
import Testing

/// The whole service and the command, as real processes.
@Suite("Service")
struct ServiceScenarios {
    static let patients =
        "mrn,family_name,given_name,birth_date,sex,clinic\nM1,Zebrafamily,Zebragiven,1971-03-04,female,North\n"
    static let events = """
        mrn,date,event,detail,result,site
        M1,2024-01-01,diagnosis,breast-cancer,metastatic,
        M1,2024-01-01,biomarker,her2,3+,
        M1,2024-02-01,imaging,mri-brain,negative,

        """

    private func json(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    /// The items of NDJSON rows, by patient, as text that does not depend on the order of keys.
    private func items(ofPlan text: String) throws -> [String: [String]] {
        var items: [String: [String]] = [:]
        for line in text.split(separator: "\n") {
            let patient = try json(String(line))
            let mrn = try #require(patient["mrn"] as? String)
            for item in try #require(patient["items"] as? [[String: Any]]) {
                items[mrn, default: []].append(try flat(item))
            }
        }
        return items.mapValues { $0.sorted() }
    }

    private func items(ofDue text: String) throws -> [String: [String]] {
        var items: [String: [String]] = [:]
        for line in text.split(separator: "\n") {
            var row = try json(String(line))
            let mrn = try #require(row["mrn"] as? String)
            for key in [
                "mrn", "familyName", "givenName", "clinic", "clinician", "phase", "protocol", "incomplete",
                "absentSince", "owner",
                "mask", "maskUntil", "highRisk", "band", "why", "place",
            ] { row[key] = nil }
            items[mrn, default: []].append(try flat(row))
        }
        return items.mapValues { $0.sorted() }
    }

    private func flat(_ object: [String: Any]) throws -> String {
        String(decoding: try JSONSerialization.data(withJSONObject: object, options: .sortedKeys), as: UTF8.self)
    }

    @Test(arguments: ["2024-10-20", "2025-03-01", "2025-11-25", nil])
    func `service, plan and wire give the same items for the same roster and day`(day: String?) throws {
        let service = try RunningService.onCases()
        let asOf = day.map { ["--as-of", $0] } ?? []
        let due = try Programs.cnswatch(["due", "--all", "-o", "ndjson"] + asOf, socket: service.socket)
        #expect(due.status == 0, "\(due.talk)")
        let today = try #require(try json(try service.ask("call", "Status").output)["asOf"] as? String)
        let plan = try Programs.cnswatch(["plan", PackageFolder.cases, "-o", "ndjson", "--as-of", day ?? today])
        #expect(plan.status == 0)
        let planned = try items(ofPlan: plan.output)
        #expect(planned.count > 40)
        #expect(try items(ofDue: due.output) == planned)
        let parameters =
            day.map { "{\"all\":true,\"limit\":10000,\"asOf\":\"\($0)\"}" } ?? "{\"all\":true,\"limit\":10000}"
        let page = try json(try service.ask("call", "Due", parameters).output)
        let rows = try #require(page["rows"] as? [[String: Any]])
        #expect(rows.count == planned.values.reduce(0) { $0 + $1.count })
    }

    @Test func `callers that ask nothing keep out nobody who does`() throws {
        let service = try RunningService.onCases()
        let outcome = try Program.run(
            try Tool.python.path(),
            [
                "-c",
                """
                import socket, sys
                def reach():
                    s = socket.socket(socket.AF_UNIX); s.connect(sys.argv[1]); s.settimeout(20); return s
                idle = [reach() for _ in range(150)]
                caller = reach()
                caller.sendall(b'{"method":"org.varlink.service.GetInfo"}\\0')
                print(caller.recv(12).decode())
                print(idle[0].recv(1))
                idle[-1].sendall(b'{"method":"org.varlink.service.GetInfo"}\\0')
                print(idle[-1].recv(12).decode())
                """, service.socket,
            ])
        #expect(outcome.output == "{\"parameters\nb''\n{\"parameters\n", "\(outcome.output)\(outcome.talk)")
    }

    @Test func `the census sums to the roster`() throws {
        let service = try RunningService.onCases()
        let census = try json(try service.ask("census", "-o", "json").output)
        let phases = try #require(census["phases"] as? [[String: Any]])
        let sum = try phases.map { try #require($0["count"] as? Int) }.reduce(0, +)
        #expect(sum == 78)
        #expect(census["total"] as? Int == 78)
        #expect(phases.count == 15)
    }

    @Test func `a faulty export is refused whole, everywhere said, and the last good one stays`() throws {
        let service = try RunningService(patients: ServiceScenarios.patients, events: ServiceScenarios.events)
        let before = try service.ask("due", "--all", "-o", "ndjson").output
        try service.folder.write("roster/events.csv", "mrn,date\nM1,2024-01-01\n")
        let reload = try service.ask("reload")
        #expect(reload.status == 65)
        #expect(reload.talk.contains("event"))
        let due = try service.ask("due", "--all", "-o", "ndjson")
        #expect(due.output == before)
        #expect(try service.ask("due").talk.contains("refused"))
        #expect(try service.ask("status").output.contains("refused"))
        #expect(try service.log.contains("refused"))
        try service.folder.write("roster/events.csv", ServiceScenarios.events + "M1,2024-06-01,visit,,,\n")
        let again = try service.ask("reload")
        #expect(again.status == 0)
        #expect(again.output.contains("taken") || again.output.contains("unchanged"))
        #expect(!(try service.ask("status").output.contains("a newer roster")))
    }

    @Test func `a changed file is noticed, also when it comes by an atomic rename`() throws {
        let service = try RunningService(patients: ServiceScenarios.patients, events: ServiceScenarios.events)
        try service.folder.write("next.csv", ServiceScenarios.events + "M1,2024-08-01,imaging,mri-brain,negative,\n")
        rename(service.folder.path + "/next.csv", service.folder.path + "/roster/events.csv")
        try service.waitFor("STATUS=")
        let item = try service.ask("due", "--all", "-o", "csv").output
        #expect(item.contains("2025-02-01"))
        try service.folder.write(
            "roster/events.csv", ServiceScenarios.events + "M1,2024-09-01,imaging,mri-brain,negative,\n")
        service.signal(SIGHUP)
        try service.waitFor("RELOADING=1")
        try service.waitFor("READY=1")
        #expect(try service.ask("due", "--all", "-o", "csv").output.contains("2025-03-01"))
    }

    @Test func `most patients vanishing is refused, one vanishing is told and kept`() throws {
        var patients = "mrn,clinic\n"
        var events = "mrn,date,event,detail,result\n"
        for number in 0..<20 {
            patients += "P\(number),North\n"
            events +=
                "P\(number),2024-01-01,biomarker,her2,3+\nP\(number),2024-01-01,diagnosis,breast-cancer,metastatic\n"
        }
        let service = try RunningService(patients: patients, events: events)
        try service.folder.write("roster/patients.csv", "mrn,clinic\nP0,North\n")
        try service.folder.write("roster/events.csv", "mrn,date,event,detail,result\n")
        #expect(try service.ask("reload").status == 65)
        #expect(try service.ask("census", "-o", "json").output.contains("\"total\":20"))
        try service.folder.write("roster/patients.csv", patients.replacingOccurrences(of: "P7,North\n", with: ""))
        try service.folder.write(
            "roster/events.csv",
            events.split(separator: "\n").filter { !$0.hasPrefix("P7,") }.joined(separator: "\n") + "\n")
        let reload = try service.ask("reload", "-o", "json").output
        #expect(reload.contains("\"vanished\":1"))
        let census = try service.ask("census", "-o", "json").output
        #expect(census.contains("\"total\":20") && census.contains("\"absent\":1"))
        #expect(try service.ask("show", "P7").output.contains("Not in the export"))
    }

    @Test func `what was told is not told again, not even after a crash`() throws {
        let service = try RunningService(patients: ServiceScenarios.patients, events: ServiceScenarios.events)
        let first = try service.log
        #expect(first.contains("1 item to look at"), "a first import tells each item once: \(first)")
        #expect(first.contains("CNSWATCH_ALERT=1") && !first.contains("CNSWATCH_ALERT=2"))
        #expect(service.end(with: SIGKILL).reason == .uncaughtSignal)
        try service.start()
        #expect(!(try service.log.contains("CNSWATCH_ALERT")))
        let struck = ServiceScenarios.events + "M1,2025-06-01,symptom,seizure,onset,\n"
        try service.folder.write("roster/events.csv", struck)
        _ = try service.ask("reload")
        let alerts = try service.log.split(separator: "\n").filter { $0.contains("CNSWATCH_ALERT") }
        #expect(alerts.count == 1)
        #expect(alerts.first?.hasPrefix("CRITICAL") == true)
    }

    @Test func `no name, record number or birth date reaches the log, and the pseudonym leads back`() throws {
        let faulty =
            ServiceScenarios.events + "M1,3/4/2025,visit,,,\nUNKNOWNMRN,2024-01-01,visit,,,\n"
            + "M1,2025-06-01,symptom,seizure,onset,\n"
        let service = try RunningService(patients: ServiceScenarios.patients, events: faulty)
        _ = try service.ask("show", "NOSUCHMRN")
        let log = try service.log
        for secret in ["Zebra", "M1", "1971-03-04", "UNKNOWNMRN", "NOSUCHMRN"] { #expect(!log.contains(secret)) }
        let subject = try #require(log.firstRange(of: /CNSWATCH_SUBJECT=[0-9a-f]{12}/).map { log[$0].suffix(12) })
        #expect(try service.ask("show", String(subject)).output.contains("Zebrafamily"))
    }

    @Test func `a roster folder that goes and comes back is watched again`() throws {
        let service = try RunningService(patients: ServiceScenarios.patients, events: ServiceScenarios.events)
        let roster = service.folder.path + "/roster"
        rename(roster, service.folder.path + "/gone")
        try service.waitFor("refused")
        try FileManager.default.createDirectory(atPath: roster, withIntermediateDirectories: true)
        try service.folder.write("roster/patients.csv", ServiceScenarios.patients)
        try service.folder.write(
            "roster/events.csv", ServiceScenarios.events + "M1,2024-08-01,imaging,mri-brain,negative,\n")
        // The folder may be read once before the second file is in it; each reading is told to the service manager.
        while try !service.ask("due", "--all", "-o", "csv").output.contains("2025-02-01") {
            try service.waitFor("STATUS=")
        }
        #expect(try service.ask("due", "--all", "-o", "csv").output.contains("2025-02-01"))
    }

    @Test func `without any roster the answer is that there is none, not an empty list`() throws {
        let service = try RunningService(patients: "nothing,of,use\n", events: "mrn,date,event\n")
        for question in [["due"], ["census"], ["show", "M1"], ["explain", "M1"]] {
            let outcome = try Programs.cnswatch(question, socket: service.socket)
            #expect(outcome.status == 69)
            #expect(outcome.output.isEmpty && outcome.talk.contains("no roster yet"))
        }
        let status = try service.ask("status")
        #expect(status.status == 0 && status.output.contains("none was ever taken") && status.output.contains("mrn"))
        try service.folder.write("roster/patients.csv", ServiceScenarios.patients)
        try service.folder.write("roster/events.csv", ServiceScenarios.events)
        _ = try service.ask("reload")
        #expect(try service.ask("due", "--all").status == 0)
    }

    @Test func `a second instance on the same state refuses to start`() throws {
        let service = try RunningService(patients: ServiceScenarios.patients, events: ServiceScenarios.events)
        let second = try Program.run(
            Programs.folder + "/cnswatchd", ["--config", service.folder.path + "/cnswatch.toml"])
        #expect(second.status != 0)
        #expect(second.talk.contains("lock"))
        #expect(try service.ask("status").status == 0)
    }

    @Test func `a signal ends it cleanly and takes the socket along`() throws {
        let service = try RunningService(patients: ServiceScenarios.patients, events: ServiceScenarios.events)
        let end = service.end(with: SIGTERM)
        #expect(end.reason == .exit && end.status == 0)
        #expect(!FileManager.default.fileExists(atPath: service.socket))
        #expect(try service.ask("due").status == 69)
    }

    @Test(.needs(.pythonPeers))
    func `an independent client reads the interface, and watch gives the state and then the change`() throws {
        let service = try RunningService(patients: ServiceScenarios.patients, events: ServiceScenarios.events)
        let script = """
            import sys, varlink
            client = varlink.Client.new_with_address("unix:" + sys.argv[1])
            with client.open("org.varlink.service") as info:
                print(sorted(info.GetInfo()["interfaces"]))
            with client.open("org.cnswatch.Control") as control:
                page = control.Due(all=True)
                print(len(page["rows"]), page["rows"][0]["rule"])
                try:
                    control.Show(patient="nobody")
                except varlink.VarlinkError as error:
                    print(error.error())
                with open(sys.argv[2], "a") as events:
                    pass
                for number, change in enumerate(control.Watch(_more=True, all=True)):
                    print(change["kind"], [row["due"] for row in change["rows"]])
                    if number == 0:
                        with open(sys.argv[2], "a") as events:
                            events.write("M1,2024-08-01,imaging,mri-brain,negative,\\n")
                    else:
                        break
            """
        try service.folder.write("client.py", script)
        let client = try Program.run(
            try Tool.pythonPeers.path(),
            [service.folder.path + "/client.py", service.socket, service.folder.path + "/roster/events.csv"])
        #expect(
            client.output == """
                ['org.cnswatch.Control', 'org.varlink.service']
                1 metastatic-screening
                org.cnswatch.Control.PatientNotFound
                state ['2024-08-01']
                changed ['2025-02-01']

                """, "\(client.talk)")
    }

    @Test(.needs(.python))
    func `while the store is being written, everybody is answered from what was in force`() throws {
        let service = try RunningService.onCases()
        let before = try service.ask("due", "--all", "-o", "ndjson").output
        // Another program holds the write lock, so that the writer cannot get on with its transaction.
        let holder = """
            import sqlite3, sys
            store = sqlite3.connect(sys.argv[1], isolation_level=None)
            store.execute("BEGIN IMMEDIATE")
            print("held", flush=True)
            sys.stdin.readline()
            store.execute("ROLLBACK")
            """
        let program = Process()
        program.executableURL = URL(fileURLWithPath: try Tool.python.path())
        program.arguments = ["-c", holder, service.folder.path + "/state/cnswatch.sqlite"]
        let (input, output) = (Pipe(), Pipe())
        (program.standardInput, program.standardOutput) = (input, output)
        try program.run()
        #expect(output.fileHandleForReading.availableData.starts(with: Data("held".utf8)))
        let events = try service.folder.text("roster/events.csv")
        try service.folder.write("roster/events.csv", events + "C01,2025-06-01,visit,,,,,,,\n")
        service.signal(SIGHUP)
        try service.waitFor("RELOADING=1")
        for _ in 0..<3 { #expect(try service.ask("due", "--all", "-o", "ndjson").output == before) }
        #expect(try service.ask("explain", "C01").status == 0)
        input.fileHandleForWriting.write(Data("\n".utf8))
        program.waitUntilExit()
        // The writer may have given the lock up by now, on a slow machine; then this is its next try.
        #expect(try service.ask("reload").status == 0)
        #expect(try service.ask("show", "C01").output.contains("visit"))
    }

    @Test func `the watchdog hears from the service for as long as its store is where it was, and no longer`() throws {
        let service = try RunningService.onCases()
        _ = service.end(with: SIGTERM)
        try service.start(with: ["WATCHDOG_USEC": "200000"])
        try service.waitFor("WATCHDOG=1")
        let store = service.folder.path + "/state/cnswatch.sqlite"
        try FileManager.default.moveItem(atPath: store, toPath: store + ".moved")
        // The loop turns and answers; it is the store that is gone, and the journal says so.
        while try !service.log.contains("removed or replaced") { _ = try service.ask("status") }
        try FileManager.default.moveItem(atPath: store + ".moved", toPath: store)
        try service.waitFor("WATCHDOG=1")
        #expect(service.end(with: SIGTERM).status == 0)
    }
}
