/// What `Package.swift` declares, as far as these tests read it.
struct PackageManifest {
    /// The dependencies of each library and program: names of targets, and the manifest's own names of products.
    let dependencies: [String: Set<String>]
    /// The packages it takes, with their exact versions.
    let packages: [(name: String, version: String)]

    init(_ text: String) {
        let code = SwiftCode(text).withoutComments
        let target = /(?:room|executableTarget)\(\s*(?:name:\s*)?"(\w+)",\s*(?:dependencies:\s*)?\[([^\]]*)\]/
        var dependencies: [String: Set<String>] = [:]
        for match in code.matches(of: target) {
            dependencies[String(match.1)] = Set(match.2.matches(of: /\w+/).map { String($0.0) })
        }
        self.dependencies = dependencies
        packages = code.matches(of: /url: "[^"]*\/([^"\/]+)", exact: "([^"]+)"/).map { (String($0.1), String($0.2)) }
    }
}
