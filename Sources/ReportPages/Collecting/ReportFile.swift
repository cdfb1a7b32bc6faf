/// A file of the report.
public struct ReportFile: Sendable {
    /// The empty file by which the folder of a report is known.
    public static let marker = "cnswatch-report"

    /// Where it stands in the report's folder, such as `index.html` or `patients/0a1b2c3d4e5f.html`.
    public let path: String
    /// What it holds, in UTF-8.
    public let bytes: [UInt8]
}
