import CivilCalendar

/// An invented person who cannot be taken for a real one.
struct SyntheticPerson {
    let mrn: String
    let familyName: String
    let givenName: String
    let birthDate: PartialDate
    let clinic: String
    let clinician: String

    private static let families = [
        "Testcase", "Sample", "Example", "Mockup", "Placeholder", "Dummy", "Fixture", "Specimen",
    ]
    private static let givens = [
        "Amber", "Blue", "Coral", "Dune", "Ember", "Fern", "Garnet", "Hazel", "Indigo", "Jade", "Lilac", "Mauve",
    ]
    private static let clinics = ["North", "South", "East", "West"]
    private static let clinicians = ["A", "B", "C", "D", "E", "F"].map { "Dr Example \($0)" }

    /// The person with this number, counted from zero.
    init(number: Int, seed: UInt64, asOf: CivilDate) {
        var random = SplitMix64(seed: seed ^ 0x5045_5253_4F4E, stream: UInt64(number))
        mrn = SyntheticPerson.mrn(number)
        familyName = random.pick(SyntheticPerson.families)
        givenName = random.pick(SyntheticPerson.givens)
        let born = asOf - .days(random.number(32 * 365...84 * 365))
        let (year, month, _) = born.components
        let precision = random.number(0...99)
        birthDate =
            if precision < 2, let date = PartialDate(year: year) {
                date
            } else if precision < 4, let date = PartialDate(year: year, month: month) {
                date
            } else {
                PartialDate(born)
            }
        clinic = random.pick(SyntheticPerson.clinics)
        clinician = random.pick(SyntheticPerson.clinicians)
    }

    /// Whether the person is one of the few men, of a hundred patients with breast cancer about one.
    static func isMale(_ number: Int, seed: UInt64) -> Bool {
        var random = SplitMix64(seed: seed ^ 0x4D45_4E, stream: UInt64(number))
        return random.chance(1)
    }

    /// `S000001` for the first; longer from the millionth on.
    static func mrn(_ number: Int) -> String {
        let digits = String(number + 1)
        return "S" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }
}
