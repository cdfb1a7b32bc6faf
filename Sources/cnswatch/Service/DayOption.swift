import ArgumentParser
import CivilCalendar

/// The day that a question to the service is about.
struct DayOption: ParsableArguments {
    @Option(help: ArgumentHelp("The day; the service's own by default.", valueName: "YYYY-MM-DD"), transform: AsOf.day)
    var asOf: CivilDate?
}
