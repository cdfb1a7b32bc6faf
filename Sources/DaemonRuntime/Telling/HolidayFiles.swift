import CivilCalendar
import ContactTime
import Glibc
import LocatedTOML

/// The working days that the weekend and the holiday files of the configuration make.
enum HolidayFiles {
    /// Years for which yearly holidays are written out.
    private static let years = 2_000...2_099

    /// The calendar; nil, with the faults noted, where a file cannot be used.
    static func calendar(weekend: Set<Weekday>, files: [String], _ table: LocatedTable?) -> WorkingCalendar? {
        var holidays: Set<CivilDate> = []
        for path in files {
            guard let bytes = bytes(of: path) else {
                table?.report(
                    "holidays", reason: "\(path) cannot be read",
                    remedy: "name calendar files (.ics) that the service's user may read")
                continue
            }
            let file = HolidayFile(bytes: bytes, file: path, years: years)
            for fault in file.faults {
                table?.report("holidays", reason: "\(fault)", remedy: fault.remedy)
            }
            holidays.formUnion(file.days)
        }
        do {
            return try WorkingCalendar(weekend: weekend, holidays: holidays)
        } catch {
            table?.report("weekend", reason: error.problem, remedy: error.remedy)
            return nil
        }
    }

    private static func bytes(of path: String) -> [UInt8]? {
        guard let file = fopen(path, "re") else { return nil }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: HolidayFile.sizeLimit + 1)
        let count = fread(&bytes, 1, bytes.count, file)
        return ferror(file) == 0 ? Array(bytes[..<count]) : nil
    }
}
