import SecureHash

/// The frame of every page: head, navigation, foot.
struct Page {
    /// The pages that the navigation leads to.
    enum Place: String, CaseIterable {
        case workList = "index.html"
        case patients = "patients.html"
        case forecast = "forecast.html"
        case adherence = "adherence.html"
        case data = "data.html"
        case rules = "protocol.html"

        var name: String {
            switch self {
            case .workList: "Work-list"
            case .patients: "Patients"
            case .forecast: "Forecast"
            case .adherence: "Adherence"
            case .data: "Data questions"
            case .rules: "Protocol"
            }
        }
    }

    /// What the page is of: clinic's day, protocol, roster, in a line.
    let about: HTML

    /// The hash by which a policy names the one style that a page may have.
    private static let styleHash = hash(of: PageStyle.text)
    private static let scriptHash = hash(of: FilterScript.text)

    private static func hash(of text: StaticString) -> String {
        "'sha256-\(Base64.encoded(SHA256.digest(of: "\(text)".utf8).bytes))'"
    }

    /// A file of the report.
    ///
    /// - Parameters:
    ///   - place: where it stands in the navigation; nil for a patient's page, which stands in a folder below.
    ///   - hasFilters: whether it narrows its rows by a script.
    func file(
        _ path: String, _ title: String, at place: Place?, hasFilters: Bool = false, _ content: HTML
    ) -> ReportFile {
        let up: HTML = place == nil ? "../" : ""
        let policy =
            "default-src 'none'; style-src \(Page.styleHash); img-src 'none'; base-uri 'none'; form-action 'none'"
            + (hasFilters ? "; script-src \(Page.scriptHash)" : "")
        let page: HTML = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="\(raw: policy)">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <meta name="robots" content="noindex, nofollow, noarchive">
            <title>\(title) · cnswatch</title>
            <style>\(raw: "\(PageStyle.text)")</style>
            </head>
            <body>
            <a class="skip" href="#main">To the content</a>
            <header>
            <span class="brand">cnswatch</span>
            <p class="about">\(about)</p>
            <nav aria-label="Report"><ul>\(Place.allCases.map { link(to: $0, from: place, up) })</ul></nav>
            </header>
            <main id="main">
            \(content)
            </main>
            <footer>Decision support, not for emergencies: whoever has a new neurological symptom is to be seen by a clinician now.
            It shows what the service knew when it was made; rows of the export that are faulty or missing may change it.</footer>
            \(HTML.when(hasFilters, "<script>\(raw: "\(FilterScript.text)")</script>"))
            </body>
            </html>

            """
        return ReportFile(path: path, bytes: Array(page.markup.utf8))
    }

    private func link(to place: Place, from here: Place?, _ up: HTML) -> HTML {
        let current: HTML = place == here ? " aria-current=\"page\"" : ""
        return "<li><a href=\"\(up)\(place.rawValue)\"\(current)>\(place.name)</a></li>"
    }
}

extension HTML.StringInterpolation {
    /// Adds what is no text of a roster but a constant of this room.
    fileprivate mutating func appendInterpolation(raw constant: String) { appendLiteral(constant) }
}
