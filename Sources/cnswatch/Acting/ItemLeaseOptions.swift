import ArgumentParser
import ControlInterface
import Varlink

/// What the verbs take that lay a lease on an item, or on each of a list.
struct ItemLeaseOptions: ParsableArguments {
    @Argument(help: "The medical record number, or the pseudonym of a log record.") var patient: String?
    @Argument(help: "The item, such as brain-mri.", completion: ItemWord.completion) var item: String?
    @OptionGroup var terms: LeaseOptions
    @OptionGroup var options: ActingOptions
    @OptionGroup var bulk: BulkOptions

    func validate() throws {
        try bulk.check([("MRN", patient), ("ITEM", item)])
        try ItemWord.check(item)
    }

    func run(_ kind: String) throws {
        try Failure.reporting {
            let second = { terms.confirmation(kind, of: $0) }
            if let patient {
                let request = terms.request(kind, patient, item, dryRun: options.asksForDryRun)
                try options.perform("Lease", request, second: second)
            } else {
                try BulkAct(words: terms.words(kind), bulk: bulk, options: options, second: second).run {
                    row, service in
                    try ServiceOptions.ask(
                        service, "Lease", terms.request(kind, row.mrn, row.item.item, dryRun: options.asksForDryRun))
                }
            }
        }
    }
}
