import ClinicalModel

extension EventVocabulary {
    /// The vocabulary line by line, in the order of protocol.md section 2; an event with several kinds of detail has several.
    public var entries: [VocabularyEntry] {
        let lesionColumns: [EventColumn] = [.site, .count, .size]
        return [
            VocabularyEntry(.diagnosis, details: words.diagnosisSubjects.words, results: words.extents.words),
            VocabularyEntry(.biomarker, details: ["her2"], results: words.her2Results.words),
            VocabularyEntry(
                .biomarker, details: HormoneReceptor.allCases.map(\.rawValue), results: words.receptorResults.words),
            VocabularyEntry(
                .metastasis, results: words.suspicions.words, sites: words.sites.words, otherColumns: lesionColumns),
            VocabularyEntry(
                .imaging, details: BrainModality.allCases.map(\.rawValue), results: words.brainResults.words,
                otherColumns: lesionColumns),
            VocabularyEntry(
                .imaging, details: BodyModality.allCases.map(\.rawValue), results: words.bodyResults.words),
            VocabularyEntry(.leptomeningeal, results: words.leptomeningealResults.words),
            VocabularyEntry(.csf, details: words.csfSubjects.words, results: words.cytologyResults.words),
            VocabularyEntry(.surgery, details: words.operations.words),
            VocabularyEntry(.radiotherapy, details: words.radiotherapies.words),
            VocabularyEntry(
                .drug, details: (Agent.cnsActiveNames + Agent.otherHER2Names).map(\.description),
                acceptsOtherDetails: true, results: words.changes.words),
            VocabularyEntry(.systemic, results: words.systemicChanges.words),
            VocabularyEntry(.symptom, details: words.symptoms.words, results: words.symptomChanges.words),
            VocabularyEntry(.performance, details: words.scales.words, otherColumns: [.value]),
            VocabularyEntry(.visit),
            VocabularyEntry(.biopsy, results: words.biopsyResults.words, otherColumns: [.site]),
            VocabularyEntry(.decision, details: words.decisions.words),
            VocabularyEntry(.contraindication, details: words.contraindications.words, results: words.changes.words),
            VocabularyEntry(
                .interval, details: words.repeatedItems.words,
                resultForm: "1 to 3 digits and `d`, `w` or `m`; or `protocol`"),
            VocabularyEntry(.appointment, details: words.items.words, results: words.appointmentResults.words),
            VocabularyEntry(.status, results: words.statuses.words),
        ]
    }
}
