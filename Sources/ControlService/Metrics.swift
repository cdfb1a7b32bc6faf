import CivilCalendar
import ClinicalModel
import ControlInterface
import Metrics
import Service
import Surveillance
import WatchStore

/// Counts for a collector; none of them identifies a patient.
extension QueryService {
    /// The counts of this moment.
    package func metrics(startedAt: Int, nextWake: Int?) throws -> ServiceMetrics {
        let now = clock.now
        var metrics = ServiceMetrics(
            version: Release.version, startedAt: startedAt, writtenAt: now,
            protocolInForce: ProtocolInForce(
                id: reference.id, version: reference.version, fingerprint: reference.fingerprint))
        let owned = try store.read { reader -> Set<OwnedItem> in
            if let roster = try reader.rosterInForce() {
                metrics.roster = RosterMetrics(
                    loadedAt: roster.loadedAt, exportedAt: roster.exportedAt, rejectedRows: roster.rejectedRows)
                metrics.evaluatedAt = roster.evaluatedAt
                metrics.isStale = isStale(roster)
            }
            let census = try reader.census()
            (metrics.patientsByPhase, metrics.incomplete, metrics.absent) = (
                census.phases.byProtocol, census.incomplete, census.absent
            )
            metrics.alertsPending = try reader.alertCounts(since: now).pending
            let counts = try reader.messageCounts(deadSince: 0)
            (metrics.messagesWaiting, metrics.alertsFailed) = counts
            metrics.deliveries = try reader.deliveryCounts().map { count in
                let outcome: DeliveryCount.Outcome =
                    switch count.state {
                    case .accepted: .delivered
                    case .dead: .refused
                    case .waiting: .retried
                    }
                return DeliveryCount(receiver: count.receiver, outcome: outcome, count: count.count)
            }
            return try reader.ownedItems(on: today)
        }
        var items: [Turn: Int] = [:]
        try forEachOutline(WorkListFilter(DueRequest(all: true))) { outline in
            let status = outline.window.status(on: today)
            items[Turn(status: status, urgency: outline.urgency), default: 0] += 1
            guard status == .overdue else { return }
            metrics.overdue += 1
            let item = OwnedItem(patient: outline.patient, item: outline.item.rawValue)
            if !owned.contains(item) { metrics.overdueUnowned += 1 }
        }
        metrics.items = items.map {
            ItemCount(status: $0.key.status.rawValue, urgency: $0.key.urgency.rawValue, count: $0.value)
        }.sorted { ($0.status, $0.urgency) < ($1.status, $1.urgency) }
        metrics.nextWake = nextWake
        return metrics
    }
}

private struct Turn: Hashable {
    let status: ItemStatus
    let urgency: Urgency
}

/// What the running process knows of itself: noted by those who do it, read by the answers to Status and Metrics.
package final class ServiceProcess {
    /// When it started, in seconds since 1970.
    package let startedAt: Int
    /// When it wakes next, in seconds since 1970; nil before the alarm was first armed.
    package var nextWake: Int?
    /// How many connections to the control socket are open.
    package var connections = 0

    /// A process that started at this moment.
    package init(startedAt: Int) { self.startedAt = startedAt }
}
