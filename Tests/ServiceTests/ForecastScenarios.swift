import Foundation
import TestSupport
import Testing

/// What a service manager and a clinician read of the weeks to come and of those that are over.
@Suite("Forecast and report", .serialized)
struct ForecastScenarios {
    private func json(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test func `booked and not booked sum to what is owed, in every format`() throws {
        let service = try RunningService.onCases()
        let owed = try json(try service.ask("due", "--all", "-o", "json").output)["total"] as? Int
        let forecast = try json(try service.ask("forecast", "--weeks", "104", "-o", "json").output)
        let rows = try #require(forecast["rows"] as? [[String: Any]])
        let counted = rows.reduce(0) { $0 + ($1["booked"] as? Int ?? 0) + ($1["unbooked"] as? Int ?? 0) }
        #expect(try #require(owed) > 50 && counted + (forecast["later"] as? Int ?? 0) == owed)
        let csv = try service.ask("forecast", "--weeks", "104", "-o", "csv").output.split(separator: "\n")
        #expect(csv.first == "week,item,clinic,booked,unbooked,projected" && csv.count == rows.count + 1)
        let lines = try service.ask("forecast", "--weeks", "104", "-o", "ndjson").output.split(separator: "\n")
        #expect(lines.count == rows.count)
        let table = try service.ask("forecast", "--item", "brain-mri").output
        #expect(table.hasPrefix("brain-mri") && table.contains("CLINIC") && !table.contains("mammogram"))
    }

    @Test func `a clinic that nobody has is said, and a number of weeks that makes no sense refused`() throws {
        let service = try RunningService.onCases()
        #expect(try service.ask("forecast", "--clinic", "Nowhere").talk.contains("No patient has the clinic"))
        #expect(try service.ask("forecast", "--weeks", "0").status == 64)
        #expect(try service.ask("call", "Forecast", "{\"weeks\":1000}").status == 64)
        #expect(try service.ask("call", "Adherence", "{\"limit\":0}").status == 64)
    }

    @Test func `adherence comes in pages that together are the whole`() throws {
        let service = try RunningService.onCases()
        let whole = try json(try service.ask("call", "Adherence", "{\"since\":\"2000-01-01\"}").output)
        let count = try #require(whole["occasions"] as? [Any]).count
        #expect(count > 40 && whole["next"] == nil || whole["next"] is NSNull)
        var (paged, after, pages) = (0, 0 as Int?, 0)
        while let place = after {
            let page = try json(
                try service.ask("call", "Adherence", "{\"since\":\"2000-01-01\",\"limit\":20,\"after\":\(place)}")
                    .output)
            paged += try #require(page["occasions"] as? [Any]).count
            (after, pages) = (page["next"] as? Int, pages + 1)
        }
        #expect(paged == count && pages == 4)
    }

    @Test func `the judged are summed by rule, clinic and month to the same, in every format`() throws {
        let service = try RunningService.onCases()
        let document = try json(try service.ask("adherence", "--since", "2000-01-01", "-o", "json").output)
        let rows = try #require(document["rows"] as? [[String: Any]])
        func sum(_ grouping: String, _ column: String) -> Int {
            rows.filter { $0["by"] as? String == grouping }.reduce(0) { $0 + ($1[column] as? Int ?? 0) }
        }
        for column in ["judged", "inside", "late", "missed", "overdue", "early"] {
            for grouping in ["rule", "clinic", "month"] {
                #expect(sum(grouping, column) == sum("all", column), "\(column)")
            }
        }
        #expect(sum("all", "judged") > 30 && sum("all", "judged") > sum("all", "inside"))
        #expect(document["patients"] as? Int == 78)
        let csv = try service.ask("adherence", "--since", "2000-01-01", "-o", "csv").output.split(separator: "\n")
        #expect(csv.first == "by,name,judged,inside,late,missed,overdue,early,percentInside,medianDaysFromDue")
        #expect(csv.count == rows.count + 1 && csv.contains { $0.wholeMatch(of: /rule,[a-z-]+(,\d+){7},-\d+/) != nil })
        let lines = try service.ask("adherence", "--since", "2000-01-01", "-o", "ndjson").output.split(separator: "\n")
        #expect(lines.count == rows.count)
        let table = try service.ask("adherence", "--since", "2000-01-01", "--item", "brain-mri").output
        #expect(table.contains("done inside the window") && table.contains("DUE IN") && !table.contains("mammogram"))
        // What was due long ago and is overdue still makes no table of a hundred months.
        let recent = try json(try service.ask("adherence", "-o", "json").output)
        let months = try #require(recent["rows"] as? [[String: Any]]).filter { $0["by"] as? String == "month" }
        let since = try #require(recent["since"] as? String).prefix(7)
        #expect(months.last?["name"] as? String == "earlier")
        #expect(months.dropLast().allSatisfy { ($0["name"] as? String ?? "") >= since })
        #expect(try service.ask("adherence", "--clinic", "Nowhere").talk.contains("No patient has the clinic"))
        #expect(try service.ask("adherence", "--since", "2026-02-30").status == 64)
    }

    @Test func `every patient has a page, and every read of one is in the audit trail`() throws {
        let service = try RunningService.onCases()
        let out = service.folder.path + "/report"
        let made = try service.ask("report", "-o", out)
        #expect(made.status == 0 && made.talk.contains("78 patients"), "\(made.talk)")
        let pages = try FileManager.default.contentsOfDirectory(atPath: out + "/patients")
        #expect(pages.count == 78)
        let audit = try service.ask("audit").output
        #expect(audit.components(separatedBy: " explain ").count == 79, "\(audit.prefix(400))")
        // The same again takes its place.
        #expect(try service.ask("report", "-o", out, "--pseudonyms").status == 0)
        let whole = try FileManager.default.subpathsOfDirectory(atPath: out).filter { $0.hasSuffix(".html") }.map {
            try String(contentsOfFile: out + "/" + $0, encoding: .utf8)
        }
        #expect(whole.count == 84)
        for mrn in ["C01", "C12", "E02-lm-excluded"] {
            #expect(!whole.contains { $0.contains(">\(mrn)<") || $0.contains(" \(mrn) ") }, "\(mrn)")
        }
    }

    @Test func `under pseudonyms no cell of a faulty row is quoted, and where the fault is stands there`() throws {
        let service = try RunningService(
            patients:
                "mrn,family_name,given_name,birth_date,sex,clinic,clinician\nOK3,Ordinary,Ann,1960-01-01,,North,\n",
            events: """
                mrn,date,event,detail,result,site
                OK3,2026-01-05,diagnosis,breast-cancer,metastatic,
                OK3,Ordinary,1960-01-01,mri-brain,stable,

                """)
        for (flags, quoted) in [([], true), (["--pseudonyms"], false)] {
            let out = service.folder.path + "/report\(quoted)"
            #expect(try Programs.cnswatch(["report", "-o", out] + flags, socket: service.socket).status == 0)
            let text = try FileManager.default.subpathsOfDirectory(atPath: out).filter { $0.hasSuffix(".html") }
                .map { try String(contentsOfFile: out + "/" + $0, encoding: .utf8) }.joined()
            #expect(text.contains("Ordinary") == quoted && text.contains("1960-01-01") == quoted)
            #expect(text.contains("events.csv") && text.contains("Faulty rows"))
        }
    }

    @Test func `somebody is found by parts of a name, and each who is shown stands in the audit trail`() throws {
        let service = try RunningService(
            patients: """
                mrn,family_name,given_name,birth_date,sex,clinic,clinician
                A1,Mu\u{308}ller,Zoë,1960-01-01,,North,
                A2,Muller,Ann,1961-01-01,,South,
                B3,Smith,Ann,1962-01-01,,South,
                B4,=1+1,\u{1B}[2J,,,,

                """, events: "mrn,date,event,detail,result\n")
        func found(_ words: String...) throws -> [String] {
            try Programs.cnswatch(["find"] + words + ["-o", "csv"], socket: service.socket).output
                .split(separator: "\n").dropFirst().map { String($0.prefix { $0 != "," }) }
        }
        #expect(try found("MÜLLER") == ["A1", "A2"])
        #expect(try found("mull", "zoe") == ["A1"])
        #expect(try found("ann muller") == ["A2"])
        #expect(try found("a") == ["A1", "A2", "B3"])
        #expect(try found("b3") == ["B3"])
        #expect(try service.ask("find", "1+1").output.contains("\u{1B}") == false)
        let pseudonym = try json(try service.ask("find", "smith", "-o", "json").output)["patients"] as? [[String: Any]]
        #expect(try found(try #require(pseudonym?.first?["pseudonym"] as? String)) == ["B3"])
        let limited = try service.ask("find", "ann", "--limit", "1")
        #expect(limited.output.contains("Muller, Ann") && limited.talk.contains("there are more"))
        let nobody = try service.ask("find", "Nemo")
        #expect(nobody.status == 66 && nobody.output.isEmpty && nobody.talk.contains("nobody of 4 patients"))
        #expect(try service.ask("find", " ").status == 64)
        #expect(try service.ask("find", "x", "--limit", "0").status == 64)
        #expect(try service.ask("call", "Patients", "{\"text\":\"  \"}").status == 64)
        let trail = try service.ask("audit").output
        #expect(trail.contains("nobody found") && !trail.contains("Nemo"))
        let audit = try service.ask("audit", "--patient", "A1").output
        #expect(audit.contains(" find ") && audit.contains("one of 2 found"))
    }

    @Test func `a folder with something else in it is left alone`() throws {
        let service = try RunningService.onCases()
        try FileManager.default.createDirectory(
            atPath: service.folder.path + "/mine", withIntermediateDirectories: true)
        try service.folder.write("mine/thesis.txt", "years of work")
        let refused = try service.ask("report", "-o", service.folder.path + "/mine")
        #expect(refused.status == 74 && refused.talk.contains("holds something else"), "\(refused.talk)")
        #expect(try service.folder.text("mine/thesis.txt") == "years of work")
    }
}
