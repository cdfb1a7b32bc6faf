import Glibc

/// The secrets that the service manager hands over: files in a folder that only the service can read.
struct Credentials {
    /// Why a secret is not there.
    struct Missing: Error, CustomStringConvertible {
        let name: String
        let folder: String?

        var description: String {
            folder == nil
                ? "the credential \(name) is asked for and no credentials were handed over; "
                    + "add to the unit: LoadCredential=\(name):/etc/cnswatch/credentials/\(name)"
                : "there is no credential \(name); add to the unit: "
                    + "LoadCredential=\(name):/etc/cnswatch/credentials/\(name)"
        }
    }

    private let folder: String?

    /// The credentials of this process.
    init() { folder = getenv("CREDENTIALS_DIRECTORY").map { String(cString: $0) } }

    /// A secret by its name, without the line end at its end.
    func secret(_ name: String) throws(Missing) -> String {
        guard let folder, !name.contains("/"), !name.hasPrefix("."), let file = fopen(folder + "/" + name, "re") else {
            throw Missing(name: name, folder: folder)
        }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = fread(&bytes, 1, bytes.count, file)
        var text = String(decoding: bytes[..<count], as: UTF8.self)
        while text.last?.isNewline == true { text.removeLast() }
        return text
    }
}
