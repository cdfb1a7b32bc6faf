import ClinicalModel

extension EventContent {
    /// Whether a row records what an appointment for an item was made for.
    func fulfils(_ item: Item) -> Bool {
        switch (item, self) {
        case (.brainMRI, .brainImaging), (.spineMRI, .bodyImaging(.mriSpine, _)), (.treatmentDecision, .decision),
            (.trialEvaluation, .decision(.trialEvaluated)), (.biopsy, .biopsy), (.csf, .csf), (.visit, .visit),
            (.mammogram, .bodyImaging(.mammogram, _)), (.cardiacFunction, .performance(.lvef, _)), (.reOffer, .status):
            true
        default: false
        }
    }

    /// Whether a row can be the doing of an item: what fulfils it, and for a decision on treatment a treatment too.
    func isDoing(of item: Item) -> Bool {
        switch (item, self) {
        case (.treatmentDecision, .surgery(.brainResection)), (.treatmentDecision, .radiotherapy),
            (.treatmentDecision, .drug(_, .start)):
            true
        default: fulfils(item)
        }
    }
}
