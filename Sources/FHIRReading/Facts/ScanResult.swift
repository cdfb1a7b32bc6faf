/// What a scan showed, as far as its record tells.
enum ScanResult: UInt8, Hashable, Sendable {
    /// The record tells nothing.
    case untold
    /// Nothing was found, or nothing new.
    case negative
    case stable, response, equivocal
    /// The images do not allow a reading.
    case nonDiagnostic
    /// Metastases are there; whether they are new is not told.
    case lesions
    case newLesions, progression

    /// How alarming it is, for reports of one scan that disagree.
    var alarm: UInt8 { rawValue }
}
