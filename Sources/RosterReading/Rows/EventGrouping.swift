import ClinicalModel

/// Events put together by patient, those of one patient in file order: a counting sort, linear and stable.
struct EventGrouping {
    /// The events, grouped.
    let events: [Event]
    /// For each patient, where its events begin; one more entry than patients, the last being the end.
    let starts: [Int]

    init(events: [Event], owners: [Int32], isGrouped: Bool, patientCount: Int) {
        var starts = [Int](repeating: 0, count: patientCount + 1)
        for owner in owners { starts[Int(owner) + 1] += 1 }
        for patient in 0..<patientCount { starts[patient + 1] += starts[patient] }
        self.starts = starts
        if isGrouped {
            self.events = events
            return
        }
        var next = starts
        self.events = [Event](unsafeUninitializedCapacity: events.count) { target, count in
            for (event, owner) in zip(events, owners) {
                (target.baseAddress! + next[Int(owner)]).initialize(to: event)
                next[Int(owner)] += 1
            }
            count = events.count
        }
    }
}
