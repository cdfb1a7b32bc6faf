/// The weeks of an item as stacked bars: booked below, then what is owed and not booked, then what is projected.
struct ForecastChart {
    private static let (width, left, height, top, bottom) = (960, 40, 170, 14, 26)

    let item: String
    let lines: [(name: String, need: ForecastPage.Need)]

    static let legend: HTML = """
        <ul class="legend" aria-hidden="true"><li>\(swatch("f-booked"))booked</li><li>\(swatch("f-open"))owed, not booked</li><li>\(swatch("f-later"))projected</li></ul>
        """

    private static func swatch(_ style: HTML) -> HTML {
        "<svg viewBox=\"0 0 14 14\"><rect class=\"\(style)\" x=\"1\" y=\"1\" width=\"12\" height=\"12\"></rect></svg>"
    }

    var figure: HTML {
        let most = max(lines.map(\.need.sum).max() ?? 1, 1)
        let floor = ForecastChart.top + ForecastChart.height
        func height(_ count: Int) -> Int { count * ForecastChart.height / most }
        let step = (ForecastChart.width - ForecastChart.left) / max(lines.count, 1)
        let bars = lines.enumerated().map { place, line -> HTML in
            let x = ForecastChart.left + place * step
            let (booked, unbooked, projected) = (line.need.booked, line.need.unbooked, line.need.projected)
            let (one, two, three) = (height(booked), height(booked + unbooked), height(booked + unbooked + projected))
            let width = max(step - 4, 2)
            // Labels of every fourth week, not beside that of what was due before.
            let hasBefore = lines.first?.name == "before"
            let isLabelled = line.name == "before" || place % 4 == (hasBefore ? 3 : 0)
            return """
                <g><title>\(line.name): \(booked) booked, \(unbooked) not booked, \(projected) projected</title>\
                <rect class="f-later" x="\(x)" y="\(floor - three)" width="\(width)" height="\(three - two)"></rect>\
                <rect class="f-open" x="\(x)" y="\(floor - two)" width="\(width)" height="\(two - one)"></rect>\
                <rect class="f-booked" x="\(x)" y="\(floor - one)" width="\(width)" height="\(one)"></rect>\
                \(line.need.sum == 0 ? .nothing : "<text x=\"\(x + width / 2)\" y=\"\(floor - three - 3)\" text-anchor=\"middle\">\(line.need.sum)</text>" as HTML)\
                \(HTML.when(isLabelled, "<text class=\"t-quiet\" x=\"\(x + width / 2)\" y=\"\(floor + 16)\" text-anchor=\"middle\">\(line.name == "before" ? "before" : line.name)</text>"))</g>
                """
        }
        return """
            <div class="timeline scroll" tabindex="0" role="region" aria-label="Chart of \(item); its numbers stand in the tables below">
            <svg viewBox="0 0 \(ForecastChart.width) \(floor + ForecastChart.bottom)" role="img" aria-label="\(item) by week: at most \(most) in a week">
            \(bars)
            <path class="s-line" d="M\(ForecastChart.left) \(floor)H\(ForecastChart.width)"></path>
            </svg></div>
            """
    }
}
