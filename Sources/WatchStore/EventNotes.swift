import ClinicalModel
import Foundation
import GRDB
import RosterModel
import StaffWork

/// Encodes the notes of a patient's events, apart from the events: no plan reads them.
///
/// First comes the number of the format, 1. Each note follows as the distance of its row from the patient's first event,
/// the number of its bytes, and its bytes.
enum NoteCodec {
    private static let format: UInt8 = 1

    /// Encodes the notes of a range of events; empty where there are none.
    static func encode(_ events: RosterEvents, _ range: Range<Int>, _ notes: RosterNotes) -> [UInt8] {
        if notes.isEmpty { return [] }
        var bytes: [UInt8] = []
        var first: Int32?
        events.forEach(in: range) { _, _, row in
            let start = first ?? row
            first = start
            guard let note = notes.bytes(ofRow: row) else { return }
            if bytes.isEmpty { bytes.append(format) }
            bytes.append(variable: HistoryCodec.zigzag(Int(row) - Int(start)))
            bytes.append(variable: UInt64(note.count))
            bytes += note
        }
        return bytes
    }

    /// Decodes notes, by the rows of their events. Throws `HistoryUnreadable` for bytes that `encode` did not make.
    static func decode(_ bytes: UnsafeRawBufferPointer, firstRow: Int32) throws -> [Event.Source: String] {
        guard bytes.first == format else { throw HistoryUnreadable() }
        var rest = bytes[1...]
        var notes: [Event.Source: String] = [:]
        while !rest.isEmpty {
            let row = Int(firstRow) + HistoryCodec.unzigzag(try HistoryCodec.variable(&rest))
            guard let count = Int(exactly: try HistoryCodec.variable(&rest)), count <= rest.count
            else { throw HistoryUnreadable() }
            notes[.export(row: row)] = String(decoding: rest.prefix(count), as: UTF8.self)
            rest = rest.dropFirst(count)
        }
        return notes
    }
}

extension StoreSchema {
    static let notes = """
        -- What the export notes beside a patient's events, for people; the format is that of NoteCodec.
        CREATE TABLE event_note (
            patient INTEGER PRIMARY KEY REFERENCES patient ON DELETE CASCADE,
            notes BLOB NOT NULL
        ) STRICT;
        """
}

extension StoreReader {
    /// Returns what is noted beside a patient's events, by the export or by the staff who recorded them.
    public func notes(of patient: StoredPatient) throws -> [Event.Source: String] {
        let statement = try database.cachedStatement(sql: "SELECT notes FROM event_note WHERE patient = ?")
        var notes: [Event.Source: String] = [:]
        if let first = patient.exported.events.first,
            let data = try Data.fetchOne(statement, arguments: [patient.id])
        {
            notes = try data.withUnsafeBytes { try NoteCodec.decode($0, firstRow: first.row) }
        }
        for (_, fact) in patient.workflow.recorded where !fact.note.isEmpty { notes[fact.event.source] = fact.note }
        return notes
    }
}

extension StoreWriter {
    /// Keeps what the export notes beside a patient's events, in place of what it noted before.
    func put(notes: [UInt8], of patient: Int64, isNew: Bool) throws {
        if !notes.isEmpty {
            try execute("INSERT OR REPLACE INTO event_note (patient, notes) VALUES (?, ?)", [patient, Data(notes)])
        } else if !isNew {
            try execute("DELETE FROM event_note WHERE patient = ?", [patient])
        }
    }
}
