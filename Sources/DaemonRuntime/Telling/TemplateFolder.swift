import Delivery
import Glibc
import LocatedTOML

/// The templates of mails that a site has written itself; those it has not are the built-in ones.
enum TemplateFolder {
    private static let files: [(part: TemplatePart, name: String)] = [
        (.subject, "subject.txt"), (.text, "text.txt"), (.html, "html.html"),
    ]

    /// Reads and checks them; nil, with every fault noted, where one cannot be used: a bad template is found now, and not when
    /// somebody is to be told.
    static func read(_ folder: String, _ table: LocatedTable) -> MessageTemplates? {
        var templates: [TemplatePart: Template] = [:]
        var isSound = true
        for (part, name) in files {
            let path = folder + "/" + name
            guard let file = fopen(path, "re") else {
                if errno == ENOENT { continue }
                isSound = false
                table.report(
                    "templates", reason: "\(path): \(String(cString: strerror(errno)))",
                    remedy: "let the service's user read it")
                continue
            }
            defer { fclose(file) }
            var bytes = [UInt8](repeating: 0, count: 65_537)
            let count = fread(&bytes, 1, bytes.count, file)
            do {
                templates[part] = try Template(String(decoding: bytes[..<count], as: UTF8.self), part: part, file: path)
            } catch {
                isSound = false
                for fault in error.faults {
                    table.report("templates", reason: "\(fault)", remedy: fault.problem.remedy)
                }
            }
        }
        if templates.isEmpty, isSound {
            table.report(
                "templates", reason: "\(folder) holds none of subject.txt, text.txt and html.html",
                remedy: "put one there, or leave the key out")
            return nil
        }
        return isSound
            ? MessageTemplates(subject: templates[.subject], text: templates[.text], html: templates[.html]) : nil
    }
}
