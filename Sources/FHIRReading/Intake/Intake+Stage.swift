import CivilCalendar
import ClinicalModel
import JSONText
import RosterReading

/// Stages, and categories of distant metastases.
extension Intake {
    /// Whether a stage is recorded as not known or not applicable.
    private func isStageUntold(_ element: Element) throws(ElementFault) -> Bool {
        guard let value = try element.element("valueCodeableConcept") else {
            return element.json["valueString"] == nil && element.json["valueQuantity"] == nil
        }
        for coding in try value.elements("coding") {
            let system = try coding.text("system") ?? ""
            if system.hasSuffix("/data-absent-reason") || system.hasSuffix("/v3-NullFlavor") { return true }
        }
        return false
    }

    mutating func readStage(_ resource: Resource, _ date: PartialDate?) throws(ElementFault) {
        let entries = try resource.element.entries("valueCodeableConcept", tables)
        if entries.contains(where: { $0.meaning == .answer(.metastatic) }) {
            coverage.add(resource.type.rawValue, .used)
            try enter([.metastaticStage], of: resource, date: date)
        } else if entries.contains(where: { $0.meaning == .answer(.notMetastatic) }) {
            try ignore(resource, "a stage without distant metastases")
        } else if try isStageUntold(resource.element) {
            try ignore(resource, "a stage that is not told")
        } else {
            try ask(.stageUnclear, resource.element.shownCode("valueCodeableConcept"), of: resource, date: date)
        }
    }

    /// A history of metastatic cancer, which the code states alone: only a clear no takes it back.
    mutating func readHistory(_ resource: Resource, _ date: PartialDate?) throws(ElementFault) {
        let element = resource.element
        let answer = try answer(of: element)
        if try element.boolean("valueBoolean") == false || answer == .negative {
            return try ignore(resource, "no history of metastatic cancer")
        }
        if element.json["dataAbsentReason"]?.objectValue != nil, answer == nil,
            element.json["valueBoolean"] == nil, element.json["valueCodeableConcept"] == nil
        {
            return try ignore(resource, "whether there was metastatic cancer is not told")
        }
        var shown = try element.shownCode("code")
        let value = try element.shownCode("valueCodeableConcept")
        if answer == nil, !value.isEmpty { shown += ", " + value }
        try ask(.historyOfMetastasis, shown, of: resource, date: date)
    }
}
