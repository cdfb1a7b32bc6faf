/// One line of the vocabulary: what may stand beside a word of the column `event`.
public struct VocabularyEntry: Hashable, Sendable {
    /// The word of the column `event`.
    public let event: String
    /// The words of the column `detail`; empty where the event uses none.
    public let details: [String]
    /// Whether `detail` takes other names than the listed ones too, as drugs do.
    public let acceptsOtherDetails: Bool
    /// The words of the column `result`; empty where the event uses none, or where `resultForm` tells its form.
    public let results: [String]
    /// The form of `result` where it is not of a list of words.
    public let resultForm: String?
    /// The words of the column `site` where it is required; empty otherwise.
    public let sites: [String]
    /// The further columns that are read: of `site`, `count`, `size_mm` and `value`.
    public let otherColumns: [String]

    init(
        _ event: EventKind, details: [String] = [], acceptsOtherDetails: Bool = false, results: [String] = [],
        resultForm: String? = nil, sites: [String] = [], otherColumns: [EventColumn] = []
    ) {
        self.event = event.rawValue
        self.details = details
        self.acceptsOtherDetails = acceptsOtherDetails
        self.results = results
        self.resultForm = resultForm
        self.sites = sites
        self.otherColumns = otherColumns.map(\.rawValue)
    }
}
