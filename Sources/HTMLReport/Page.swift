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

    /// What the page is about, in one line: clinic's day, protocol, roster.
    let about: HTML

    /// The hash by which the content security policy names the page's only style.
    private static let styleHash = hash(of: PageStyle.text)
    private static let scriptHash = hash(of: FilterScript.text)

    private static func hash(of text: StaticString) -> String {
        "'sha256-\(Base64.encoded(SHA256.digest(of: "\(text)".utf8).bytes))'"
    }

    /// A file of the report.
    ///
    /// - Parameters:
    ///   - place: its place in the navigation; nil for a patient's page, which lies in a folder below.
    ///   - hasFilters: whether a script can filter its rows.
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
    /// Adds a constant of this module, never a text of a roster.
    fileprivate mutating func appendInterpolation(raw constant: String) { appendLiteral(constant) }
}

/// The style of all pages: light, dark and on paper.
///
/// Urgency never depends on colour alone: the page prints the word too. Contrast of text is 4.5 to 1 or better in
/// both schemes.
enum PageStyle {
    static let text: StaticString = """
        :root{color-scheme:light dark;--paper:#fff;--sheet:#f5f7f9;--ink:#17202a;--quiet:#52606d;--line:#d5dce3;--link:#0b5a8a;
        --accent:#12597d;--em:#a4111d;--em-ink:#fff;--ur:#fbe3dc;--ur-ink:#8a2c0d;--so:#fdf0cf;--so-ink:#6d4a00;--ro:#e3ecf3;
        --ro-ink:#264b63;--ad:#ececf0;--ad-ink:#4a4a58;--ok:#1d6b43;--booked:#1f6f8b;--open:#c2571a;--later:#9fb3c2}
        @media (prefers-color-scheme:dark){:root{--paper:#12181e;--sheet:#1a222a;--ink:#e6ebf0;--quiet:#a3b1be;--line:#35424e;
        --link:#7cc3ee;--accent:#8ccbe8;--em:#c9303b;--em-ink:#fff;--ur:#4a2419;--ur-ink:#ffc5b0;--so:#43360f;--so-ink:#f7d98a;
        --ro:#1f3240;--ro-ink:#bcdcf0;--ad:#2b2d36;--ad-ink:#c6c8d4;--ok:#7fd6a6;--booked:#57b2d1;--open:#f09a5f;--later:#5d7384}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;
        overflow-wrap:break-word;font-variant-numeric:tabular-nums}
        header,main,footer{max-width:84rem;margin:0 auto;padding:0 1.25rem}
        header{padding-top:1rem}
        main{padding-bottom:2rem}
        a{color:var(--link)}
        a:focus-visible,select:focus-visible,input:focus-visible,summary:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
        .skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;background:var(--paper);padding:.5rem;z-index:2}
        .brand{font-weight:700;letter-spacing:.02em;color:var(--accent)}
        .about{color:var(--quiet);font-size:.875rem;margin:.25rem 0 0}
        nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;margin:.75rem 0 0;padding:0 0 .5rem;border-bottom:1px solid var(--line)}
        nav a{text-decoration:none;padding:.25rem 0;display:inline-block}
        nav a[aria-current]{color:var(--ink);font-weight:650;border-bottom:3px solid var(--accent)}
        h1{font-size:1.625rem;line-height:1.25;margin:1.25rem 0 .25rem}
        h2{font-size:1.2rem;margin:2rem 0 .5rem}h3{font-size:1rem;margin:1.25rem 0 .25rem}
        .quiet,caption{color:var(--quiet)}.small{font-size:.875rem}
        .notice{border-left:4px solid var(--open);background:var(--sheet);padding:.5rem .75rem;margin:.75rem 0}
        .chip{display:inline-block;border-radius:.25rem;padding:.05rem .45rem;font-size:.8125rem;font-weight:650;white-space:nowrap;
        background:var(--ro);color:var(--ro-ink)}
        .emergency{background:var(--em);color:var(--em-ink)}.inpatient,.urgent{background:var(--ur);color:var(--ur-ink)}
        .soon{background:var(--so);color:var(--so-ink)}.advisory{background:var(--ad);color:var(--ad-ink)}
        .late{color:var(--ur-ink);font-weight:650}
        .figures{display:flex;flex-wrap:wrap;gap:.5rem 2rem;margin:1rem 0;padding:0;list-style:none}
        .figures b{display:block;font-size:1.5rem;line-height:1.2}
        .figures span{color:var(--quiet);font-size:.875rem}
        .first{list-style:none;margin:.5rem 0;padding:0;counter-reset:first;display:grid;gap:.625rem}
        .first li{counter-increment:first;border:1px solid var(--line);border-left:6px solid var(--ur-ink);border-radius:.375rem;background:var(--sheet);
        padding:.625rem .875rem .625rem 3.25rem;position:relative}
        .first li:before{content:counter(first);position:absolute;left:1rem;top:.5rem;font-size:1.5rem;font-weight:700;color:var(--quiet)}
        .first .is-emergency{border-left-color:var(--em)}
        .first p{margin:.125rem 0}.who{font-size:1.0625rem;font-weight:650}
        table{border-collapse:collapse;width:100%;font-size:.9375rem;margin:.5rem 0}
        caption{text-align:left;padding:.25rem 0;font-size:.875rem}
        th,td{text-align:left;vertical-align:top;padding:.375rem .75rem .375rem 0;border-bottom:1px solid var(--line)}
        thead th{font-size:.8125rem;color:var(--quiet);border-bottom:2px solid var(--line)}
        tbody th{font-weight:400}tbody th[scope=rowgroup]{font-weight:650;padding-top:1rem}
        td.n,th.n{text-align:right}td.n{white-space:nowrap}td svg{min-width:4rem;margin-top:.45rem}.date{white-space:nowrap}
        .free,bdi,tbody th a,.who a,.list td:last-child,dd{overflow-wrap:anywhere}td.free,th.free{min-width:5rem}
        .scroll{overflow-x:auto}
        .cards{display:grid;gap:.75rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr))}
        .card{border:1px solid var(--line);border-radius:.375rem;padding:.75rem 1rem;background:var(--sheet)}
        .card h3{margin:0 0 .25rem;font-size:1.0625rem}.card p{margin:.25rem 0}
        .why{display:grid;gap:.25rem 1.5rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,22rem),1fr))}
        dl{margin:.5rem 0;display:grid;grid-template-columns:max-content 1fr;gap:.125rem 1rem}dt{color:var(--quiet)}dd{margin:0;min-width:0}
        .sum{font-family:ui-monospace,"DejaVu Sans Mono",monospace;font-size:.8125rem;margin:.25rem 0;padding:0;list-style:none}
        .filters{display:flex;flex-wrap:wrap;gap:.5rem .75rem;align-items:end;margin:.75rem 0;padding:.75rem;background:var(--sheet);border-radius:.375rem}
        .filters[hidden]{display:none}.filters label{font-size:.8125rem;color:var(--quiet);display:grid;grid-template-columns:minmax(0,1fr);gap:.125rem;max-width:100%}
        .filters select,.filters input{font:inherit;font-size:.9375rem;padding:.25rem .375rem;border:1px solid var(--quiet);border-radius:.25rem;
        background:var(--paper);color:var(--ink);max-width:100%;min-height:2rem}
        .filters .tick{display:flex;gap:.375rem;align-items:center;min-height:2rem}
        .shown{display:block;font-size:.875rem;margin:.5rem 0}.shown:empty{display:none}
        svg{display:block;max-width:100%;height:auto}svg text{font:12px system-ui,"DejaVu Sans",sans-serif;fill:var(--ink)}
        .t-quiet{fill:var(--quiet)!important}.s-line{stroke:var(--line);fill:none}.s-today{stroke:var(--em);stroke-width:2}
        .f-booked{fill:var(--booked)}.f-open{fill:var(--open)}.f-later{fill:var(--later)}.f-window{fill:var(--ro);stroke:var(--ro-ink)}
        .f-overdue{fill:var(--ur);stroke:var(--ur-ink)}.f-drug{fill:var(--later)}.f-bad{fill:var(--em);stroke:var(--em)}
        .f-good{fill:var(--paper);stroke:var(--ok);stroke-width:2}.f-unsure{fill:var(--so);stroke:var(--so-ink);stroke-width:2}
        .f-treat{fill:var(--booked);stroke:var(--booked)}.s-due{stroke:var(--ink);stroke-width:2}
        .timeline svg{min-width:46rem;max-width:none;width:100%}
        .legend{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;padding:0;margin:.25rem 0;font-size:.8125rem;color:var(--quiet)}
        .legend svg{display:inline-block;vertical-align:-2px;min-width:0;width:14px;margin-right:.25rem}
        .further td:first-child{padding-left:1.25rem}.further th a{color:var(--quiet)}details.band h3{display:inline}
        details{margin:.5rem 0}summary{cursor:pointer;color:var(--link)}
        footer{color:var(--quiet);font-size:.8125rem;padding-bottom:1.5rem}footer:before{content:"";display:block;border-top:1px solid var(--line);margin-bottom:.75rem}
        .part{padding:0 .375rem;margin:0 -.375rem}.far{content-visibility:auto;contain-intrinsic-size:auto 5600px}.part[hidden],.band[hidden]{display:none}
        @media print,screen and (min-width:60.01rem){.work,.everybody{table-layout:fixed}
        .work th:nth-child(1){width:6.25rem}.work th:nth-child(2){width:16%}.work th:nth-child(3){width:9.5rem}.work th:nth-child(4){width:7rem}
        .work th:nth-child(n+5){width:6.125rem}.work th:nth-child(8){width:8%}.work th:nth-child(9){width:auto}
        .everybody th:nth-child(1){width:26%}.everybody th:nth-child(5){width:6.125rem}}
        @media screen and (max-width:60rem){.far{contain-intrinsic-size:auto 22000px}.list thead{position:absolute;clip-path:inset(50%);height:1px;overflow:hidden}
        .list,.list tbody,.list tr,.list td,.list th{display:block;border:0;padding:0}.list tr{border-bottom:1px solid var(--line);padding:.5rem 0}
        .list caption{display:block}.list td[data-h]:before{content:attr(data-h) " ";color:var(--quiet);font-size:.8125rem}.list td:empty{display:none}
        .list td.date[data-h]:not(:empty){display:inline-block;margin-right:1rem}.list td:empty{display:none}}
        @media screen and (max-width:46rem){header,main,footer{padding-left:1rem;padding-right:1rem}dl{grid-template-columns:1fr}dd{margin-bottom:.25rem}}
        @media print{:root{color-scheme:light;--paper:#fff;--sheet:#fff;--ink:#000;--quiet:#333;--line:#999;--link:#000;--accent:#000;--em:#000;--em-ink:#fff;
        --ur:#fff;--ur-ink:#000;--so:#fff;--so-ink:#000;--ro:#fff;--ro-ink:#000;--ad:#fff;--ad-ink:#000;--ok:#000;--booked:#333;--open:#777;--later:#ccc}
        @page{size:A4 landscape;margin:12mm}body{font-size:10pt}nav,.filters,.skip{display:none!important}header,main,footer{max-width:none;padding:0}
        a{text-decoration:none}.chip{border:1px solid #000}.emergency{print-color-adjust:exact;-webkit-print-color-adjust:exact}
        .far{content-visibility:visible}.shown{font-weight:700}
        table,.small{font-size:9pt}thead{display:table-header-group}tr,.card,.first li{break-inside:avoid}h2,h3{break-after:avoid}
        svg rect,svg circle,svg path{print-color-adjust:exact;-webkit-print-color-adjust:exact}.timeline svg{min-width:0}}
        """
}
