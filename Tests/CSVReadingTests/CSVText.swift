/// Small rosters in words, for tests.
enum CSVText {
    static let patients = "mrn,family_name,given_name,birth_date,sex,clinic,clinician\n"
    static let events = "mrn,date,event,detail,result,site,count,size_mm,value,note\n"
    static let onePatient = patients + "A1,Testcase,Amber,1970-01-01,female,North,Dr Example A\n"

    /// An events file with these rows after the usual header.
    static func events(_ rows: String...) -> String { events + rows.map { $0 + "\n" }.joined() }
}
