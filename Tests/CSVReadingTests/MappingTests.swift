import CivilCalendar
import ClinicalModel
import Foundation
import LocatedTOML
import TestSupport
import Testing

@testable import CSVReading
@testable import RosterModel

/// A site's own files, read as the mapping says.
@Suite("Mappings")
struct MappingTests {
    private static let wide = """
        date_format = ["dd.mm.yyyy", "mm.yyyy"]
        mrn_pattern = "9999"
        missing = ["-999"]
        delimiter = ";"
        [patients]
        file = "wide.csv"
        mrn = "Patient ID"
        family_name = "Surname"
        birth_date = "Born"
        clinic = { value = "North" }
        sex = { column = "Sex", values = { F = "female", M = "male" } }
        [[event]]
        date = "Diagnosed"
        event = "diagnosis"
        detail = "breast-cancer"
        result = { column = "Stage", values = { IV = "metastatic", I = "early" } }
        [[event]]
        date = "MRI 1"
        event = "imaging"
        detail = "mri-brain"
        result = { column = "Result 1", values = { clear = "negative", new = "new-lesions" } }
        note = { column = "Result 1" }
        [[event]]
        file = "drugs.csv"
        delimiter = "tab"
        date_format = "mm/dd/yyyy"
        where = { Status = ["given", "running"] }
        mrn = "ID"
        date = "Start"
        event = "drug"
        detail = { column = "Drug" }
        result = "start"
        """
    private static let wideHeader = "Patient ID;Surname;Born;Sex;Diagnosed;Stage;MRI 1;Result 1\n"
    private static let drugsHeader = "ID\tDrug\tStart\tStatus\n"

    private static func reading(
        _ wideRows: String, _ drugs: String = "", mapping: String = wide, header: String = wideHeader
    ) throws -> RosterReading {
        let folder = try TemporaryFolder()
        try folder.write("wide.csv", header + wideRows)
        try folder.write("drugs.csv", drugsHeader + drugs)
        return try CSVReader(mapping: try RosterMapping(text: mapping, file: "mapping.toml")).read(
            folder: folder.path)
    }

    private static func faults(_ wideRows: String, _ drugs: String = "") -> [String] {
        do {
            return try reading(wideRows, drugs).faults.map(\.description)
        } catch let refusal as RosterRefusal {
            return refusal.faults.map(\.description)
        } catch {
            return ["\(error)"]
        }
    }

    @Test func `one row of a wide file makes a patient and several events, with the row they stand in`() throws {
        let reading = try Self.reading(
            "0012;Sample;01.02.1970;F;03.2024;IV;5.6.2024;\n0013;Other;-999;M;01.03.2024;I;;\n".replacing(
                "5.6.2024;", with: "05.06.2024;new"),
            "0012\ttucatinib\t02/28/2024\tgiven\n0012\tcapecitabine\t02/28/2024\tplanned\n")
        #expect(reading.faults == [])
        let roster = reading.roster
        #expect(roster.patients.map(\.mrn) == ["0012", "0013"] && roster.patients.map(\.row) == [2, 3])
        #expect(
            roster.patients.map(\.clinic) == ["North", "North"] && roster.patients.map(\.sex) == ["female", "male"])
        #expect(roster.patients.map { $0.birthDate?.description } == ["1970-02-01", nil])
        let events = roster.record(at: 0).events
        #expect(events.map { $0.date.description } == ["2024-03", "2024-06-05", "2024-02-28"])
        func places(_ patient: Int) -> [String] {
            roster.record(at: patient).events.map { roster.places.place(ofRow: Int($0.row))?.description ?? "none" }
        }
        #expect(places(0) == ["wide.csv:2", "wide.csv:2", "drugs.csv:2"] && places(1) == ["wide.csv:3"])
        // One after the other, so that the store keeps them as it keeps resources.
        #expect(events.map(\.row) == [1, 2, 3] && roster.record(at: 1).events.map(\.row) == [4])
        #expect(events.map(\.content.eventName) == ["diagnosis", "imaging", "drug"])
        #expect(
            events.map { roster.notes.bytes(ofRow: $0.row).map { String(decoding: $0, as: UTF8.self) } } == [
                nil, "new", nil,
            ])
        #expect(reading.totals.rejectedRows == 0)
    }

    @Test func `a mapped roster is the roster that its words would give`() throws {
        let mapped = try Self.reading("0012;Sample;01.02.1970;F;03.2024;IV;05.06.2024;new\n")
        let plain = try CSVReader().read(
            patientsCSV: Array(
                "mrn,family_name,birth_date,sex,clinic\n0012,Sample,1970-02-01,female,North\n".utf8),
            eventsCSV: Array(
                """
                mrn,date,event,detail,result
                0012,2024-03,diagnosis,breast-cancer,metastatic
                0012,2024-06-05,imaging,mri-brain,new-lesions

                """.utf8))
        let (one, other) = (mapped.roster.record(at: 0), plain.roster.record(at: 0))
        #expect(one.events.map(\.content) == other.events.map(\.content))
        #expect(one.events.map(\.date) == other.events.map(\.date) && one.patient == other.patient)
    }

    @Test func `every fault of a row stands at the place and the name that the site knows`() throws {
        let said = Self.faults(
            """
            0012;Sample;45231;F;2024-03-01;IV;01.04.24;new
            12;Lost;01.02.1970;F;;;;
            1.2E+09;Rounded;;F;;;;
            0014;########;01.02.1970;X;45231;IV;31.02.2024;new
            0015;Short
            0016;#REF!;;M;01.02.2024;V;01.02.2024;maybe
            0012;Twice;;F;;;;
            ;Nobody;;F;;;;

            """,
            """
            0012\tTucatinib\t02/28/2024\tgiven
            9999\tcapecitabine\t02/28/2024\tgiven
            0012\tcapecitabine\t28/02/2024\tgiven
            0012\tcapecitabine\t02/28/2024\tgiven\tmore

            """)
        try GoldenFile("mapped-rows.txt").hold(said.joined(separator: "\n") + "\n")
        for line in said { #expect(line.contains("; ") && !line.contains("Sample")) }
    }

    @Test func `a patient of whom anything was set aside is incomplete, and nobody disappears`() throws {
        let reading = try Self.reading(
            "0012;A;01.02.1970;F;not a day;IV;;\n0013;B;;X;;;;\n0014;C\n0015;D;;F;;;;\n",
            "0015\tcapecitabine\t28/02/2024\tgiven\n")
        #expect(reading.roster.patients.map(\.mrn) == ["0012", "0013", "0014", "0015"])
        #expect(reading.roster.rejectedRows == [1, 1, 1, 1])
        #expect(reading.totals.rejectedRows == 4 && reading.roster.events.isEmpty)
    }

    @Test func `a word or a form that the mapping does not state is never guessed`() throws {
        for date in ["2024-03-01", "1.3.2024", "03/01/2024", "01.03.24", "2024", "45231", "01.13.2024"] {
            let reading = try Self.reading("0012;A;;F;\(date);IV;;\n")
            #expect(reading.roster.events.isEmpty && reading.roster.rejectedRows == [1], "\(date)")
        }
    }

    @Test func `who is repeated on every row of a file is one patient`() throws {
        let row = "0012;A;01.02.1970;F;01.03.2024;IV;;\n"
        let reading = try Self.reading(row + row)
        #expect(reading.roster.patients.count == 1 && reading.roster.rejectedRows == [0])
    }

    @Test func `a column that is not there refuses the file, with the line of the mapping and the name that is near`() {
        func refusal(_ header: String) -> [String] {
            do {
                _ = try Self.reading("", header: header)
                return []
            } catch let refusal as RosterRefusal {
                return refusal.faults.map(\.description)
            } catch {
                return ["\(error)"]
            }
        }
        let near = refusal(Self.wideHeader.replacing("Surname", with: "Surnames"))
        #expect(near.count == 1 && near[0].contains("mapping.toml:8") && near[0].contains("write `Surnames` there"))
        let comma = refusal(Self.wideHeader.replacing(";", with: ","))
        #expect(comma.count == 8 && comma.allSatisfy { $0.contains("write delimiter = \",\"") }, "\(comma)")
        #expect(refusal(Self.wideHeader.replacing("Born", with: "Surname")).count == 2)
    }

    @Test func `another mapping of the same files makes another reading`() throws {
        let one = try Self.reading("0012;A;;F;;;;\n")
        let other = try Self.reading("0012;A;;F;;;;\n", mapping: Self.wide.replacing("\"North\"", with: "\"South\""))
        #expect(one.files[0].contentHash != other.files[0].contentHash)
        #expect(try Self.reading("0012;A;;F;;;;\n").files[0].contentHash == one.files[0].contentHash)
    }

    @Test func `every fault of a mapping is named by its line`() throws {
        let text = """
            date_format = ["dd.mm.yy", "dd.mm.yyyy", "mm.dd.yyyy", "day"]
            mrn_pattern = ""
            delimiter = "."
            colour = "blue"
            [patients]
            file = "../patients.csv"
            mrn = { column = "ID" }
            sex = { columns = "Sex" }
            [[event]]
            date = "MRI"
            event = "imagin"
            [[event]]
            date = "MRI"
            event = "imaging"
            detail = "mri-brain"
            result = { column = "Result", values = { 0 = "negative", 1 = "new" } }
            [[event]]
            file = "e.csv"
            event = "visit"
            [[event]]
            file = "e.csv"
            delimiter = ";"
            mrn = "ID"
            date = "Date"
            event = "visit"
            where = { Kind = 1 }
            """
        var said = ""
        do throws(ConfigurationRefusal) {
            _ = try RosterMapping(text: text, file: "mapping.toml")
        } catch {
            said = error.description + "\n"
        }
        try GoldenFile("mapping-faults.txt").hold(said)
    }

    @Test func `the example that is shipped is sound`() throws {
        let mapping = try RosterMapping(path: PackageFolder.file("etc/cnswatch/mappings/redcap.toml"))
        #expect(mapping.files == ["redcap.csv"] && mapping.events.count == 4)
    }

    @Test(
        arguments: [
            ("dd.mm.yyyy", "01.02.2024", "2024-02-01"), ("d.m.yyyy", "1.12.2024", "2024-12-01"),
            ("mm/yyyy", "02/2024", "2024-02"), ("yyyy", "2024", "2024"), ("yyyymmdd", "20240229", "2024-02-29"),
            ("dd.mm.yyyy", "1.2.2024", nil), ("dd.mm.yyyy", "29.02.2023", nil), ("dd.mm.yyyy", "01.02.2024 10:00", nil),
            ("mm/dd/yyyy", "13/01/2024", nil), ("yyyy", "45231", nil),
        ] as [(String, String, String?)])
    func `a date is read by its form and no other`(form: String, text: String, date: String?) throws {
        #expect(try #require(DatePattern(form)).date(of: text)?.description == date)
    }

    @Test(arguments: ["dd.mm.yy", "dd.mm", "yyyy.dd", "ddmyyyy", "", "tt.mm.jjjj", "dd.mm.yyyy.yyyy"])
    func `what is no form of a date is none`(form: String) {
        #expect(DatePattern(form) == nil)
    }

    @Test(
        arguments: [
            ("########", true), ("###", true), ("##", false), ("#REF!", true), ("#N/A", true), ("#1234", false),
            ("1.2E+09", true), ("1,2E+09", true), ("1E+10", true), ("12E5", false), ("E+09", false),
            ("1.2.3E+09", false),
            ("A1.2E+09", false), ("1.2e+09", true), ("", false), ("0012", false),
        ])
    func `what a spreadsheet does to a text is recognised, and nothing else`(text: String, isDamaged: Bool) {
        #expect(text.withFieldBytes { SpreadsheetDamage($0) != nil } == isDamaged)
    }
}
