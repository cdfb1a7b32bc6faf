extension StoreSchema {
    /// What is compared at the next start, in a form that follows neither the text for people nor the types of the program.
    ///
    /// Older versions kept one fingerprint of protocol and routes, of which the second half differed from process to process; the
    /// reason of a delay as a sentence; and that fingerprint in the occasion of a clinic on no route.
    static let identities = """
        ALTER TABLE roster ADD COLUMN routes_fingerprint TEXT;
        ALTER TABLE roster ADD COLUMN calendar_fingerprint TEXT;
        UPDATE roster SET
            protocol_fingerprint = substr(protocol_fingerprint, 1, instr(protocol_fingerprint, ' ') - 1),
            routes_fingerprint = 'unknown', calendar_fingerprint = 'unknown'
        WHERE instr(protocol_fingerprint, ' ') > 0;

        ALTER TABLE dispatch ADD COLUMN delay_detail TEXT;
        UPDATE dispatch SET delay_detail = substr(delay, 9), delay = 'silence' WHERE delay GLOB 'silence [0-9]*';
        UPDATE dispatch SET delay_detail = substr(delay, 12), delay = 'booked' WHERE delay GLOB 'booked for *';
        UPDATE dispatch SET
            delay_detail = substr(delay, 17, 10) || ' ' || substr(delay, 29, length(delay) - 29), delay = 'held-back'
        WHERE delay GLOB 'held back until ????-??-?? (*)';
        UPDATE dispatch SET delay = CASE delay
            WHEN 'with the digest' THEN 'digest' WHEN 'quiet hours' THEN 'quiet'
            WHEN 'the receiver''s messages of the week are used up' THEN 'cap' END
        WHERE delay_detail IS NULL;

        UPDATE OR REPLACE trouble SET occasion = substr(occasion, 1, length(occasion) - 17)
        WHERE kind = 'unrouted' AND substr(occasion, -17, 1) = char(10);
        """
}
