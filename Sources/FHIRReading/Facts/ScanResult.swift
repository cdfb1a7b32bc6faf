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
    /// Leptomeningeal disease is there.
    case meningeal

    /// Whether it says that there is disease, or may be.
    var isAlarming: Bool {
        switch self {
        case .lesions, .newLesions, .progression, .meningeal, .equivocal: true
        case .untold, .negative, .stable, .response, .nonDiagnostic: false
        }
    }

    /// How alarming it is, for reports of one scan that disagree.
    var alarm: UInt8 { rawValue }
}
