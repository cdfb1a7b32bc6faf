import SecureHash

/// The name of the file that holds a clinic's feed: the clinic's, as far as it makes a file's name.
public enum FeedName {
    /// The name, such as `North.ics`. Clinics whose names differ have files whose names differ.
    public static func name(ofClinic clinic: String) -> String {
        if clinic.isEmpty { return "no-clinic.ics" }
        var plain = ""
        for scalar in clinic.unicodeScalars.prefix(60) {
            switch scalar {
            case "A"..."Z", "a"..."z", "0"..."9", "_": plain.unicodeScalars.append(scalar)
            default: if !plain.hasSuffix("-") { plain += "-" }
            }
        }
        if plain == clinic, !plain.hasPrefix("-"), plain != "no-clinic" { return plain + ".ics" }
        return (plain.hasPrefix("-") ? "clinic" : "") + plain + (plain.hasSuffix("-") ? "" : "-")
            + SHA256.digest(of: clinic.utf8).digits(8) + ".ics"
    }
}
