import CivilCalendar
import ClinicalModel
import ContactTime
import Surveillance

/// What one receiver is to be told of one step of one occasion of an item: told once, whatever happens.
public struct Dispatch: Hashable, Sendable {
    /// Who.
    public let receiver: String
    /// By which route.
    public let route: String
    /// Of what.
    public let announcement: Announcement
    /// The step of the ladder; nil for the news itself.
    public let rung: Rung?
    /// Not before this moment.
    public let notBefore: CivilMoment
    /// Why not at once; the last that holds it up.
    public let delay: Delay?
    /// Whether it is one of many that are told together after a first import or a downtime.
    public let isCatchUp: Bool

    /// Its step: the news of the announcement's stage, or that of the rung.
    public var step: AlertStep { rung?.step ?? .stage(announcement.key.stage) }

    /// Why it is told, in words.
    public var why: String { rung?.why ?? announcement.reason.rawValue }
}
