import Foundation
import Testing

@testable import HTMLReport

/// An element of a page: its attributes, and what stands in it.
final class Element {
    enum Node {
        case element(Element)
        case text(String)
    }

    let tag: String
    let attributes: [String: String]
    fileprivate(set) var nodes: [Node] = []

    fileprivate init(_ tag: String, _ attributes: [String: String]) { (self.tag, self.attributes) = (tag, attributes) }

    subscript(attribute: String) -> String? { attributes[attribute] }

    var children: [Element] {
        nodes.compactMap { node in
            if case .element(let element) = node { element } else { nil }
        }
    }

    /// All elements in it, in the order of the page.
    var descendants: [Element] { children.flatMap { [$0] + $0.descendants } }

    /// What a person reads of it, line ends and spaces as a browser shows them.
    var text: String { rawText.split(whereSeparator: \.isWhitespace).joined(separator: " ") }

    fileprivate var rawText: String {
        nodes.map { node in
            switch node {
            case .element(let element): element.tag == "br" ? " " : element.rawText
            case .text(let text): text
            }
        }.joined()
    }

    /// The elements of this name in it; with a class where one is given.
    func all(_ tag: String, _ style: String? = nil) -> [Element] {
        descendants.filter { element in
            element.tag == tag && (style.map { element.styles.contains($0) } ?? true)
        }
    }

    var styles: [String] { (self["class"] ?? "").split(separator: " ").map(String.init) }

    /// The first of these elements; without one the test ends.
    func one(_ tag: String, _ style: String? = nil) throws -> Element {
        try #require(all(tag, style).first, "there is no \(tag) \(style ?? "")")
    }

    /// The table with this caption, or one that begins so.
    func table(_ caption: String) throws -> Element {
        try #require(
            all("table").first { $0.all("caption").first?.text.hasPrefix(caption) == true }, "no table \(caption)")
    }

    /// The rows of a table's body, each as the texts of its cells.
    var rows: [[String]] {
        all("tbody").flatMap { $0.all("tr").map { $0.children.map(\.text) } }
    }
}

/// A page, read as strictly as we write it: tags close in their order, attributes are quoted.
struct PageReader {
    struct Fault: Error {
        let near: Substring
    }

    private static let void: Set = ["meta", "br", "input"]

    /// The `html` element of a file of the report.
    static func read(_ file: ReportFile) throws -> Element {
        let text = String(decoding: file.bytes, as: UTF8.self)
        let doctype = "<!DOCTYPE html>\n"
        guard text.hasPrefix(doctype) else { throw Fault(near: text.prefix(40)) }
        var rest = text.dropFirst(doctype.count)
        let root = Element("", [:])
        var open = [root]
        while let next = rest.first {
            let parent = open[open.count - 1]
            if parent.tag == "script" || parent.tag == "style" {
                guard let end = rest.range(of: "</\(parent.tag)>") else { throw Fault(near: rest.prefix(40)) }
                parent.nodes.append(.text(String(rest[..<end.lowerBound])))
                open.removeLast()
                rest = rest[end.upperBound...]
            } else if next != "<" {
                let words = rest.prefix { $0 != "<" }
                parent.nodes.append(.text(try plain(words)))
                rest = rest[words.endIndex...]
            } else if let close = rest.prefixMatch(of: /<\/(\w+)>/) {
                guard parent.tag == close.1 else { throw Fault(near: rest.prefix(40)) }
                open.removeLast()
                rest = rest[close.range.upperBound...]
            } else if let tag = rest.prefixMatch(of: /<(\w+)((?: [\w-]+(?:="[^"<>]*")?)*)>/) {
                var attributes: [String: String] = [:]
                for attribute in tag.2.matches(of: /([\w-]+)(?:="([^"]*)")?/) {
                    attributes[String(attribute.1)] = try plain(attribute.2 ?? "")
                }
                let element = Element(String(tag.1), attributes)
                parent.nodes.append(.element(element))
                rest = rest[tag.range.upperBound...]
                if !void.contains(element.tag) { open.append(element) }
            } else {
                throw Fault(near: rest.prefix(40))
            }
        }
        guard open.count == 1, let html = root.children.first, html.tag == "html" else { throw Fault(near: rest) }
        return html
    }

    /// A text without its escapes; one with an escape that we do not write is refused.
    private static func plain(_ text: Substring) throws -> String {
        guard text.contains("&") else { return String(text) }
        let escapes: [String: String] = ["&lt;": "<", "&gt;": ">", "&quot;": "\"", "&#39;": "'", "&amp;": "&"]
        return try String(text).replacing(/&[^;]*;?/) { escape in
            guard let character = escapes[String(escape.output)] else { throw Fault(near: escape.output) }
            return character
        }
    }
}
