extension DueCommand {
    /// The work-list that these words ask for, read without the parser.
    ///
    /// It is what staff, and programs in a loop, ask for most; to let the parser look at the command's own description takes
    /// it longer than the service takes to answer. Nil where anything is not as it should be or not known here: that is for
    /// the parser, whose words explain. `VerbTests` holds the two against each other.
    static func plain(_ words: ArraySlice<String>) -> DueCommand? {
        var call = DueCommand()
        (call.service, call.filter, call.day) = (ServiceOptions(), DueFilter(), DayOption())
        (call.service.socket, call.day.asOf, call.limit, call.output) = (nil, nil, nil, .table)
        (call.filter.within, call.filter.status, call.filter.clinic, call.filter.item) = (nil, [], nil, nil)
        (call.filter.unbooked, call.filter.mine, call.filter.owner, call.filter.all) = (false, false, nil, false)
        var words = words
        while let word = words.popFirst() {
            switch word {
            case "--unbooked": call.filter.unbooked = true
            case "--mine": call.filter.mine = true
            case "--all": call.filter.all = true
            default:
                guard let value = words.popFirst(), !value.hasPrefix("-"), call.take(value, for: word) else {
                    return nil
                }
            }
        }
        guard (try? call.filter.validate()) != nil else { return nil }
        return call
    }

    /// Takes the value of an option; false where there is no such option, or the value is none of its values.
    private mutating func take(_ value: String, for option: String) -> Bool {
        switch option {
        case "-o", "--output":
            guard let format = OutputFormat(rawValue: value) else { return false }
            output = format
        case "--limit":
            guard let count = Int(value) else { return false }
            limit = count
        case "--as-of":
            guard let date = try? AsOf.day(value) else { return false }
            day.asOf = date
        case "--socket": service.socket = value
        case "--within": filter.within = value
        case "--status": filter.status.append(value)
        case "--clinic": filter.clinic = value
        case "--item": filter.item = value
        case "--owner": filter.owner = value
        default: return false
        }
        return true
    }
}
