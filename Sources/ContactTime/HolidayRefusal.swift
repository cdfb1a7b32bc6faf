/// Why one event is set aside, and the line at which that is seen.
struct HolidayRefusal: Error {
    let problem: HolidayProblem
    let line: Int

    init(_ problem: HolidayProblem, line: Int) {
        self.problem = problem
        self.line = line
    }
}
