import Foundation
import GRDB

extension StoreWriter {
    /// Keeps the marks that changed since they were read or kept.
    public func put(_ marks: inout PatientMarks) throws {
        for (page, bytes) in marks.takeChangedPages() {
            try execute("INSERT OR REPLACE INTO mark_page VALUES (?, ?)", [page, Data(bytes)])
        }
    }
}
