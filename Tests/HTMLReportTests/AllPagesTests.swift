import ControlInterface
import SecureHash
import Testing

@testable import HTMLReport

/// What holds of every page, whatever it shows.
@Suite("All pages of a report")
struct AllPagesTests {
    private static let tags: Set = [
        "html", "head", "meta", "title", "style", "script", "body", "a", "header", "span", "p", "nav", "ul", "ol", "li",
        "main", "footer", "h1", "h2", "h3", "b", "br", "bdi", "form", "label", "select", "option", "input", "output",
        "section", "div", "table", "caption", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd", "details",
        "summary", "svg", "g", "path", "rect", "circle", "text",
    ]

    /// A report with something in every table.
    private static let full: SampleReport = {
        var report = SampleReport()
        report.occasions = [AdherencePageTests.occasion("MRN-one", "late", latest: "2026-10-01", done: "2026-10-05")]
        report.faultRows = DataPageTests.faults
        return report
    }()

    @Test(arguments: ReportNames.allCases)
    func `patients come first, the work-list last, each page once`(names: ReportNames) throws {
        var progress: [Int] = []
        var paths: [String] = []
        let count = try ReportBinder(Self.full, names: names, madeAt: "now").bind { done, _ in
            progress.append(done)
        } to: {
            paths.append($0.path)
        }
        #expect(count == 4 && progress == [0, 1, 2, 3])
        #expect(
            paths == ["aaaaaaaaaaaa", "bbbbbbbbbbbb", "cccccccccccc", "dddddddddddd"].map { "patients/\($0).html" } + [
                "patients.html", "forecast.html", "adherence.html", "data.html", "protocol.html", "index.html",
            ])
    }

    @Test(arguments: ReportNames.allCases)
    func `tables have captions, heads have scopes, headings do not jump, and links lead somewhere`(
        names: ReportNames
    ) throws {
        let files = try Self.full.files(names)
        let paths = Set(files.map(\.path))
        for file in files {
            let page = try PageReader.read(file)
            let path = file.path
            #expect(page["lang"] == "en" && page.all("h1").count == 1, "\(path)")
            for table in page.all("table") {
                #expect(table.all("caption").count == 1 && table.all("caption")[0].text.count > 5, "\(path)")
                #expect(table.all("thead").count == 1)
                let heads = table.all("thead").flatMap { $0.all("th") }.count
                for row in table.all("tbody").flatMap({ $0.all("tr") }) {
                    #expect(row.children.count == heads, "\(path): \(row.text)")
                    #expect(row.all("th").count == 1, "\(path): \(row.text)")
                }
            }
            for head in page.all("thead").flatMap({ $0.all("th") }) { #expect(head["scope"] == "col", "\(path)") }
            for head in page.all("tbody").flatMap({ $0.all("th") }) { #expect(head["scope"] == "row", "\(path)") }
            let levels = page.descendants.compactMap { Int($0.tag.prefixMatch(of: /h(\d)/)?.1 ?? "") }
            for (one, next) in zip(levels, levels.dropFirst()) { #expect(next <= one + 1, "\(path): \(levels)") }
            let up = path.contains("/")
            for link in page.all("a").compactMap({ $0["href"] }) where link != "#main" {
                #expect(link.hasPrefix("../") == up, "\(path): \(link)")
                #expect(paths.contains(up ? String(link.dropFirst(3)) : link), "\(path): \(link)")
            }
            let here = page.all("nav").flatMap { $0.all("a") }.filter { $0["aria-current"] == "page" }
            #expect(here.map { $0["href"] } == (up ? [] : [path]), "\(path)")
        }
    }

    @Test(arguments: ReportNames.allCases)
    func `no text of a roster is markup on any page`(names: ReportNames) throws {
        for file in try Self.full.files(names) {
            let page = try PageReader.read(file)
            for element in page.descendants {
                #expect(Self.tags.contains(element.tag), "\(file.path): \(element.tag)")
                #expect(
                    element.attributes.keys.allSatisfy { !$0.hasPrefix("on") }, "\(file.path): \(element.attributes)")
            }
            #expect(page.all("script").count == (file.path == "index.html" ? 1 : 0), "\(file.path)")
        }
        let patient = try Self.full.page("patients/aaaaaaaaaaaa.html")
        #expect(try patient.one("h1").text == "<script>alert(1)</script>, \" onmouseover=\"x")
    }

    @Test func `under pseudonyms no page says who it is, or quotes what somebody wrote`() throws {
        func texts(_ names: ReportNames) throws -> String {
            try Self.full.files(names).map { $0.path + String(decoding: $0.bytes, as: UTF8.self) }.joined()
        }
        let (named, unnamed) = (try texts(.full), try texts(.pseudonyms))
        for secret in SampleReport.secrets {
            #expect(named.contains(secret), "\(secret) is no test of anything")
            #expect(!unnamed.contains(secret), "\(secret)")
        }
        for pseudonym in Self.full.people.map(\.pseudonym) { #expect(unnamed.contains(">\(pseudonym)<")) }
    }

    @Test func `the policy allows the style and the script that the page has, and no other`() throws {
        for file in try Self.full.files() {
            let page = try PageReader.read(file)
            let policy = try #require(
                page.all("meta").first { $0["http-equiv"] == "Content-Security-Policy" }?["content"])
            func hash(_ element: Element) -> String {
                let text = element.nodes.map { if case .text(let text) = $0 { text } else { "" } }.joined()
                return "'sha256-\(Base64.encoded(SHA256.digest(of: text.utf8).bytes))'"
            }
            let style = "style-src " + hash(try page.one("style"))
            let script = page.all("script").first.map { ["script-src " + hash($0)] } ?? []
            #expect(
                policy.split(separator: "; ").map(String.init) == [
                    "default-src 'none'", style, "img-src 'none'", "base-uri 'none'", "form-action 'none'",
                ] + script, "\(file.path)")
        }
    }

    @Test func `every page says when it was made, of what, and that the export is stale`() throws {
        for file in try Self.full.files() {
            #expect(
                try PageReader.read(file).one("p", "about").text
                    == "Made 2026-11-23 07:00 UTC, as of 2026-11-23, by protocol her2-cns 1; 4 patients; the export is stale"
            )
        }
    }
}
