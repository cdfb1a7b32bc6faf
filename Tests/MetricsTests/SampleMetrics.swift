import Metrics

extension ServiceMetrics {
    private static let shipped = ProtocolInForce(id: "her2-cns", version: "1", fingerprint: "3f2a91c4")

    /// A service that has just started.
    static let begun = ServiceMetrics(
        version: "0.2.0", startedAt: 1_795_400_000, writtenAt: 1_795_400_001, protocolInForce: shipped)

    /// A service with something to tell of each metric.
    static let full: ServiceMetrics = {
        var metrics = begun
        metrics.writtenAt = 1_795_430_000
        metrics.roster = RosterMetrics(loadedAt: 1_795_420_100, exportedAt: 1_795_420_000, rejectedRows: 2)
        metrics.patientsByPhase = [
            "her2-cns": ["screening": 120, "post-operative": 3, "long-term": 77, "undecided": 0]
        ]
        metrics.items = [
            ItemCount(status: "overdue", urgency: "urgent", count: 4),
            ItemCount(status: "due", urgency: "emergency", count: 1),
            ItemCount(status: "due-soon", urgency: "routine", count: 31),
        ]
        metrics.overdue = 4
        metrics.overdueUnowned = 3
        metrics.incomplete = 2
        metrics.absent = 1
        metrics.isStale = false
        metrics.evaluatedAt = 1_795_420_102
        metrics.evaluationSeconds = 0.125
        metrics.alertsPending = 5
        metrics.alertsFailed = 1
        metrics.deliveries = [
            DeliveryCount(receiver: "navigator", outcome: .delivered, count: 812),
            DeliveryCount(receiver: "navigator", outcome: .retried, count: 9),
            DeliveryCount(receiver: "ward \"7\"", outcome: .refused, count: 1),
        ]
        metrics.messagesWaiting = 6
        metrics.nextWake = 1_795_474_800
        return metrics
    }()
}
