import Delivery
import TestSupport
import Testing

@Suite("Golden errors of delivery")
struct GoldenErrorTests {
    private static let problems: [TemplateProblem] = [
        .unknownWord("tilte"), .unknownSection("entry"), .misplaced("{{item}}", home: "entries"),
        .nested("closing", inside: "entries"), .unclosedSection("entries"), .strayEnd("entries"),
        .crossedEnd("entries", open: "late"), .unclosedBraces, .severalLines, .empty, .tooLarge(limit: 65_536),
        .lacksDrill,
    ]

    private static let channelFaults: [ChannelFault] = [
        .mailAddress("ward"), .host("mail server"), .port(0), .noRecipients, .domain("a b"), .authorityFile,
        .passwordInClear, .webAddress, .proxy, .noSecret, .secretPrefix, .secretEncoding, .secretLength(8),
    ]

    private static let deliveryFaults: [DeliveryFault] = [
        .unknownHost, .noConnection, .timedOut, .connectionLost, .certificate, .authorityFile, .noSecurity,
        .login(reply: 535), .login(reply: nil), .mailServer(reply: 451, status: nil),
        .mailServer(reply: 550, status: "5.1.1"), .web(status: 302), .web(status: 401), .web(status: 410),
        .web(status: 503), .web(status: 400), .library("Unsupported protocol"),
    ]

    private func document<Fault: CustomStringConvertible>(
        _ title: String, _ faults: [Fault], name: (Fault) -> String, remedy: (Fault) -> String
    ) throws -> String {
        let samples = faults.map { ErrorSample(name($0), "\($0)", remedy: remedy($0)) }
        for sample in samples { #expect(!sample.lacksRemedy, "\(sample.text)") }
        #expect(Set(samples.map(\.name)) == (try EnumCases(of: "\(Fault.self)", in: "Delivery").names))
        return ErrorSample.document(title, samples)
    }

    @Test func `every fault says what the golden file holds`() throws {
        let document =
            try document(
                "templates", Self.problems, name: Self.name, remedy: \.remedy)
            + document(
                "channels", Self.channelFaults, name: Self.name, remedy: \.remedy)
            + document(
                "delivery", Self.deliveryFaults, name: Self.name, remedy: \.remedy)
        try GoldenFile().hold(document)
    }

    @Test func `a refused template names the file and the line of each fault`() {
        let refusal = TemplateRefusal([
            TemplateFault(file: "a.txt", line: 3, problem: .unclosedBraces),
            TemplateFault(file: "a.txt", line: 9, problem: .strayEnd("late")),
        ])
        #expect(
            "\(refusal)".split(separator: "\n").map { $0.prefix(9) } == ["a.txt:3: ", "a.txt:9: "])
    }

    private static func name(_ problem: TemplateProblem) -> String {
        switch problem {
        case .unknownWord: "unknownWord"
        case .unknownSection: "unknownSection"
        case .misplaced: "misplaced"
        case .nested: "nested"
        case .unclosedSection: "unclosedSection"
        case .strayEnd: "strayEnd"
        case .crossedEnd: "crossedEnd"
        case .unclosedBraces: "unclosedBraces"
        case .severalLines: "severalLines"
        case .empty: "empty"
        case .tooLarge: "tooLarge"
        case .lacksDrill: "lacksDrill"
        }
    }

    private static func name(_ fault: ChannelFault) -> String {
        switch fault {
        case .mailAddress: "mailAddress"
        case .host: "host"
        case .port: "port"
        case .noRecipients: "noRecipients"
        case .domain: "domain"
        case .authorityFile: "authorityFile"
        case .passwordInClear: "passwordInClear"
        case .webAddress: "webAddress"
        case .proxy: "proxy"
        case .noSecret: "noSecret"
        case .secretPrefix: "secretPrefix"
        case .secretEncoding: "secretEncoding"
        case .secretLength: "secretLength"
        }
    }

    private static func name(_ fault: DeliveryFault) -> String {
        switch fault {
        case .unknownHost: "unknownHost"
        case .noConnection: "noConnection"
        case .timedOut: "timedOut"
        case .connectionLost: "connectionLost"
        case .certificate: "certificate"
        case .authorityFile: "authorityFile"
        case .noSecurity: "noSecurity"
        case .login: "login"
        case .mailServer: "mailServer"
        case .web: "web"
        case .library: "library"
        }
    }
}
