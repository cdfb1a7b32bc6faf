import ArgumentParser
import ClinicalModel
import JSONText
import RosterReading
import Terminal

extension RosterCommand {
    /// `cnswatch roster coverage`
    struct Coverage: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tell which resources of a FHIR folder were used, questioned, ignored or set aside, and why.")

        @Argument(help: "The roster folder.") var folder: String
        @OptionGroup var codes: CodesOption
        @Option(name: .shortAndLong, help: "The format.") var output: OutputFormat = .table

        func run() throws {
            try Failure.reporting {
                let lines = try codes.coverage(folder).lines
                switch output {
                case .table:
                    if lines.isEmpty {
                        Talk.say(
                            "\(folder) holds tables: every row is an event or a fault; see: cnswatch roster check \(folder)"
                        )
                        return
                    }
                    var table = TextTable(["TYPE", "OUTCOME", "COUNT", "REASON"], colours: .standard)
                    for line in lines { table.add([line.type, line.outcome.rawValue, "\(line.count)", line.reason]) }
                    for line in table.lines { try StandardOutput.line(line) }
                case .csv:
                    try StandardOutput.line("type,outcome,reason,count")
                    for line in lines {
                        try StandardOutput.line(
                            CSVText.row([line.type, line.outcome.rawValue, line.reason, "\(line.count)"]))
                    }
                case .ndjson:
                    try OutputFormat.writeLines(lines.map(CoverageRow.init))
                case .json:
                    var writer = OutputFormat.writer()
                    writer.beginObject()
                    writer.key("schemaVersion")
                    writer.value(Int64(1))
                    writer.key("coverage")
                    writer.beginArray()
                    for line in lines { CoverageRow(line: line).write(to: &writer) }
                    writer.endArray()
                    writer.endObject()
                    try StandardOutput.bytes(writer.takeBytes() + [UInt8(ascii: "\n")])
                }
            }
        }
    }
}

/// A line of the coverage report as JSON.
private struct CoverageRow: JSONWritable {
    let line: CoverageLine

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("type")
        writer.value(line.type)
        writer.key("outcome")
        writer.value(line.outcome.rawValue)
        writer.key("reason")
        writer.value(line.reason)
        writer.key("count")
        writer.value(Int64(line.count))
        writer.endObject()
    }
}
