extension RosterReader {
    /// Reads the roster in a folder. Throws all faults that make either file unusable, or one that changed while it was read.
    public func read(folder: String) throws(RosterRefusal) -> RosterReading {
        if let mapping { return try read(folder: folder, by: mapping) }
        var faults: [FileFault] = []
        let patients = RosterReader.open(.patients, folder, &faults)
        let events = RosterReader.open(.events, folder, &faults)
        guard let patients, let events else { throw RosterRefusal(faults: faults) }
        let reading: RosterReading
        do throws(RosterRefusal) {
            reading = try read(patients: patients, events: events)
        } catch {
            // A file that is being written looks faulty in many ways; that it changes is the one that matters.
            let changes = [patients, events].compactMap { $0.change(bytesRead: $0.stamp.size) }
            throw changes.isEmpty ? error : RosterRefusal(faults: changes)
        }
        // Asked only now, so that an export that replaced one file while the other was read is not taken for half of each.
        let changes = [
            patients.change(bytesRead: reading.files[0].size), events.change(bytesRead: reading.files[1].size),
        ].compactMap { $0 }
        guard changes.isEmpty else { throw RosterRefusal(faults: changes) }
        return RosterReading(
            roster: reading.roster, faults: reading.faults, totals: reading.totals,
            files: [
                patients.fingerprint(contentHash: reading.files[0].contentHash),
                events.fingerprint(contentHash: reading.files[1].contentHash),
            ])
    }

    private static func open(_ file: RosterFile, _ folder: String, _ faults: inout [FileFault]) -> RegularFile? {
        do throws(FileFault) {
            return try RegularFile(file, in: folder)
        } catch {
            faults.append(error)
            return nil
        }
    }
}
