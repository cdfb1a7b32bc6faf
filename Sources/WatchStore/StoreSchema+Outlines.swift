extension StoreSchema {
    /// What a list is chosen from, in the order in which plans are stored: an order by date would be written to all over the file.
    /// And what every answer asks of messages and alerts, found without going through all there ever were.
    static let outlines = """
        DROP INDEX follow_up_work_list;
        CREATE INDEX follow_up_outline ON follow_up (patient, item, earliest, due, latest, urgency, high_risk);
        CREATE INDEX message_dead ON message (settled_at) WHERE state = 'dead';
        CREATE INDEX alert_handed_over ON alert (handed_over_at) WHERE handed_over_at IS NOT NULL;
        """
}
