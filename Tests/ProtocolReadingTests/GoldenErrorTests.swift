import CivilCalendar
import TestSupport
import Testing

@testable import ProtocolReading

@Suite("Golden errors of protocols")
struct GoldenErrorTests {
    private static let faults: [(String, ProtocolFault)] = [
        ("empty", .empty), ("controlCharacters", .controlCharacters), ("tooLong", .tooLong(limit: 300)),
        ("identifier", .identifier), ("negative", .negative(.days(-14))), ("zero", .zero),
        ("tooFar", .tooFar(limit: .months(240))), ("notAfter", .notAfter(.months(12), key: "peak_from")),
        ("noSteps", .noSteps), ("untilMissing", .untilMissing), ("lastStepEnds", .lastStepEnds),
        ("untilRequired", .untilRequired(example: "[{ until = \"12m\", every = \"4m\" }]")),
        ("untilNotLater", .untilNotLater(.weeks(52), than: .months(12))),
        ("earlyCoversRepeat", .earlyCoversRepeat(early: .days(90), every: .months(2))),
        ("agentName", .agentName("Enhertu")), ("idTwice", .idTwice), ("agentTwice", .agentTwice("lapatinib")),
        ("missingItems", .missingItems(["visit", "mammogram"])), ("neverStale", .neverStale("brain-mri")),
        ("symptomTwice", .symptomTwice("cord")), ("moreThanListed", .moreThanListed(2)),
        ("neverEquivocal", .neverEquivocal), ("requiredIsNotNamed", .requiredIsNotNamed("pr")),
        ("emptyList", .emptyList),
        ("requiredIsNotMissed", .requiredIsNotMissed("her2")),
    ]

    @Test func `every fault says what the golden file holds`() throws {
        #expect(Set(Self.faults.map(\.0)) == (try EnumCases(of: "ProtocolFault", in: "ProtocolReading")).names)
        var samples = Self.faults.map { name, fault in
            ErrorSample(name, "\(fault.reason); \(fault.remedy)", remedy: fault.remedy)
        }
        for origin in ProtocolNotFound.Origin.allCases {
            let error = ProtocolNotFound(places: ["/a/her2-cns.toml", "/b/her2-cns.toml"], origin: origin)
            samples.append(ErrorSample("not found, \(origin)", "\(error)", remedy: error.remedy))
        }
        for sample in samples { #expect(!sample.lacksRemedy, "\(sample.text)") }
        let document = ErrorSample.document("a protocol whose values have the right form", samples)
        try GoldenFile().hold(document)
    }
}
