import Foundation
import Glibc
import TestSupport
import Testing

/// A site's own files, with the service and without.
@Suite("A site's own files")
struct MappingScenarios {
    private static let mapping = """
        date_format = "dd.mm.yyyy"
        delimiter = ";"
        mrn_pattern = "M9"
        [patients]
        file = "export.csv"
        mrn = "ID"
        clinic = "Ward"
        [[event]]
        date = "HER2 on"
        event = "biomarker"
        detail = "her2"
        result = { column = "HER2", values = { pos = "3+", neg = "0" } }
        [[event]]
        date = "Metastatic since"
        event = "diagnosis"
        detail = "breast-cancer"
        result = "metastatic"
        """
    private static let header = "ID;Ward;HER2 on;HER2;Metastatic since\n"

    @Test func `the service and the command read them alike, and a new export takes effect`() throws {
        let service = try RunningService(patients: "mrn\nM1\n", events: "mrn,date,event\n")
        #expect(service.end(with: SIGTERM).status == 0)
        let folder = service.folder.path
        try service.folder.write("mapping.toml", Self.mapping)
        try service.folder.write(
            "cnswatch.toml",
            try service.folder.text("cnswatch.toml").replacing(
                "[roster]", with: "[roster]\nmapping = \"\(folder)/mapping.toml\""))
        try service.folder.write("roster/export.csv", Self.header + "M1;North;01.02.2024;pos;03.02.2024\n")
        try service.start()
        let due = try service.ask("due", "--all", "-o", "csv").output
        #expect(due.contains("\nM1,,,North,,metastatic-screening,her2-cns,false,"), "\(due)")
        let offline = ["--mapping", folder + "/mapping.toml"]
        let plan = try Programs.cnswatch(["plan", folder + "/roster", "-o", "csv"] + offline)
        #expect(
            plan.status == 0 && plan.output.contains("\nM1,metastatic-screening,her2-cns,false,brain-mri,"), "\(plan)")
        let why = try Programs.cnswatch(["explain", "M1", "--roster", folder + "/roster"] + offline)
        #expect(why.output.contains("2024-02-03"), "\(why)")
        try service.folder.write(
            "roster/export.csv", Self.header + "M1;North;01.02.2024;pos;45231\nM2;South;01.02.2024;pos;03.02.2024\n")
        #expect(try service.ask("reload").status == 0)
        let census = try service.ask("due", "--all", "-o", "csv").output
        #expect(census.contains("\nM2,,,South,") && census.contains(",true,,data-correction,"), "\(census)")
        let check = try Programs.cnswatch(["roster", "check", folder + "/roster"] + offline)
        #expect(check.status == 65 && check.output.hasPrefix("export.csv:2:Metastatic since: `45231`"), "\(check)")
    }

    @Test func `a faulty mapping is refused with its lines, by the service and by the command`() throws {
        let service = try RunningService(patients: "mrn\nM1\n", events: "mrn,date,event\n")
        let folder = service.folder.path
        try service.folder.write("mapping.toml", Self.mapping.replacing("\"her2\"", with: "\"her3\""))
        let check = try Programs.cnswatch([
            "roster", "check", folder + "/roster", "--mapping", folder + "/mapping.toml",
        ])
        #expect(check.status == 78 && check.talk.contains("mapping.toml:11: event[1].detail: "), "\(check)")
        #expect(service.end(with: SIGTERM).status == 0)
        let configuration = try service.folder.text("cnswatch.toml").replacing(
            "[roster]", with: "[roster]\nmapping = \"\(folder)/mapping.toml\"")
        try service.folder.write("cnswatch.toml", configuration)
        let daemon = try Program.run(Programs.folder + "/cnswatchd", ["--config", folder + "/cnswatch.toml"])
        #expect(daemon.status == 78 && daemon.talk.contains("mapping.toml:11: event[1].detail: "), "\(daemon)")
        let typed = try Programs.cnswatch(["explain", "M1", "--mapping", folder + "/mapping.toml"])
        #expect(typed.status == 64 && typed.talk.contains("--roster"))
    }
}
