/// A neurological symptom.
@frozen
public enum Symptom: String, CaseIterable, Hashable, Sendable {
    /// Headache.
    case headache
    /// Seizure.
    case seizure
    /// Cognitive decline.
    case cognitiveDecline = "cognitive-decline"
    /// Ataxia.
    case ataxia
    /// Focal weakness.
    case focalWeakness = "focal-weakness"
    /// Nausea or vomiting.
    case nauseaVomiting = "nausea-vomiting"
    /// Visual disturbance.
    case visual
    /// Speech disturbance.
    case speech
    /// Sensory disturbance.
    case sensory
    /// Reduced consciousness.
    case reducedConsciousness = "reduced-consciousness"
    /// Signs of raised intracranial pressure.
    case raisedICP = "raised-icp"
    /// Signs of spinal cord or cauda equina compression.
    case cord
}

extension Symptom {
    /// Which work-up a symptom calls for.
    @frozen
    public enum WorkUp: Hashable, Sendable {
        /// Brain imaging at once.
        case brainEmergency
        /// Brain imaging within days.
        case brainUrgent
        /// Spine imaging at once.
        case cordEmergency
    }

    /// The work-up this symptom calls for (protocol.md sections 5 and 6).
    public var workUp: WorkUp {
        switch self {
        case .seizure, .focalWeakness, .reducedConsciousness, .raisedICP: .brainEmergency
        case .headache, .cognitiveDecline, .ataxia, .nauseaVomiting, .visual, .speech, .sensory: .brainUrgent
        case .cord: .cordEmergency
        }
    }
}
