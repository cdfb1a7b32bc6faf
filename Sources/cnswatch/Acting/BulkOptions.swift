import ArgumentParser

/// Filters that stand for a patient and an item, so that a verb acts on every row of the work-list that they let through.
struct BulkOptions: ParsableArguments {
    @OptionGroup(title: "INSTEAD OF A PATIENT AND AN ITEM, every row of the work-list that matches") var filter:
        DueFilter
    @Flag(name: .shortAndLong, help: "Do not ask before acting on a whole list.") var yes = false

    /// Throws unless there are these words and no filter, or filters and only the last of the words.
    func check(_ words: [(name: String, value: String?)], ofEach: [String] = []) throws {
        let given = words.compactMap(\.value).count
        if filter.isEmpty {
            guard given < words.count else { return }
            let missing = words[given...].map(\.name).joined(separator: " and ")
            throw ValidationError(
                "\(missing) is missing: name \(words.map(\.name).joined(separator: ", ")); or give filters, such as "
                    + "--clinic North --status overdue, to act on a whole list.")
        }
        guard given == ofEach.count else {
            throw ValidationError(
                "With filters, which stand for a patient and an item, write "
                    + (ofEach.isEmpty ? "no other words." : "only \(ofEach.joined(separator: ", ")) beside them."))
        }
    }
}
