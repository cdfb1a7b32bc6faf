import CivilCalendar
import ClinicalModel
import RosterReading

/// What results have in common, whatever was tested.
extension Intake {
    /// Whether a result is final; one that is not is counted as ignored, unless it says of the brain what must not wait in
    /// silence.
    mutating func isFinal(
        _ resource: Resource, scan: (kind: ImagingKind, result: ScanResult)? = nil
    ) throws(ElementFault) -> Bool {
        let status = try resource.element.text("status") ?? ""
        if ["final", "amended", "corrected", "appended"].contains(status) { return true }
        let takesBack = ["entered-in-error", "cancelled"].contains(status)
        if let scan, !takesBack, scan.kind.isOfCNS, scan.result.isAlarming {
            let element = resource.element
            let date = try element.date(firstOf: "effectiveDateTime", "effectivePeriod.start", "issued")
            try ask(.notFinal, Intake.word(status.isEmpty ? "missing" : status), of: resource, date: date)
            return false
        }
        try ignore(resource, "status \(status.isEmpty ? "missing" : Intake.word(status))")
        return false
    }

    /// A word of FHIR itself, for the report of what was ignored; anything else is not repeated.
    static func word(_ text: String) -> String {
        text.utf8.count <= 32 && text.utf8.allSatisfy { 0x61...0x7A ~= $0 || $0 == 0x2D } ? text : "unknown"
    }

    /// Asks about a test that no table knows and whose text speaks of what could matter.
    mutating func askOfUnknown(_ resource: Resource) throws(ElementFault) -> Bool {
        let element = resource.element
        guard try ["final", "amended", "corrected", "appended"].contains(element.text("status") ?? "") else {
            return false
        }
        if let text = try SuspectText.ofTest(element) {
            try ask(.her2Unclear, "\(text): \(element.shownCode("code"))", of: resource, date: try observed(element))
            return true
        }
        guard try SuspectText.isOfCytology(element) else { return false }
        try ask(.cytologyUnclear, element.shownCode("code"), of: resource, date: try observed(element))
        return true
    }

    /// Enters what the cytology of cerebrospinal fluid showed; a question where nothing tells.
    mutating func enterCytology(
        _ resource: Resource, _ answer: Answer?, _ date: PartialDate?
    ) throws(ElementFault) {
        let result: CytologyResult
        switch answer {
        case .positive: result = .positive
        case .negative, .normal: result = .negative
        case .equivocal, .undetermined: result = .equivocal
        case .some, nil: return try ask(.cytologyUnclear, "", of: resource, date: date)
        }
        coverage.add(resource.type.rawValue, .used)
        try enter([.csf(result)], of: resource, date: date)
    }
}
