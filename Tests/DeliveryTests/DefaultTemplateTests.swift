import Foundation
import TestSupport
import Testing

@testable import Delivery

@Suite("Built-in templates")
struct DefaultTemplateTests {
    private static let all: [(file: String, part: TemplatePart, text: String)] = [
        ("subject.txt", .subject, DefaultTemplates.subject), ("message.txt", .text, DefaultTemplates.text),
        ("message.html", .html, DefaultTemplates.html),
    ]

    @Test(arguments: all)
    func `nothing is wrong with a built-in template`(file: String, part: TemplatePart, text: String) throws {
        _ = try Template(text, part: part, file: file)
    }

    @Test(arguments: all)
    func `the example that is shipped is the built-in template`(file: String, part: TemplatePart, text: String) throws {
        let shipped = try PackageFolder.text(of: "etc/cnswatch/templates/\(file).example")
        #expect(shipped == text, "etc/cnswatch/templates/\(file).example and DefaultTemplates differ")
    }
}
