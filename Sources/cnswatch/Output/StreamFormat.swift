import ArgumentParser

/// How a stream is written: it does not end as one document, so JSON comes one object a line only.
enum StreamFormat: String, CaseIterable, ExpressibleByArgument {
    /// A line a change for people.
    case table
    /// One JSON object a line.
    case ndjson
    /// Comma-separated values with a header (RFC 4180).
    case csv
}
