/// What a roster holds of a patient, ready to be stored.
public struct EncodedHistory: Sendable {
    /// The events, as the store keeps them; their rows as distances from the first.
    let events: [UInt8]
}
