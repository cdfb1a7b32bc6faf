import Delivery
import TestSupport
import Testing

@Suite("The text of a mail")
struct MailTextTests {
    private func text(_ message: OutgoingMessage, over channel: MailChannel) throws -> String {
        try #require(String(validating: channel.mail(for: message), as: UTF8.self))
    }

    @Test func `a mail is what the golden file holds`() throws {
        let mail = try text(
            Samples.message(title: "Übersicht: 2 items"),
            over: Samples.mailChannel(to: ["ward@clinic.example", "night.shift@clinic.example"]))
        let document = mail.replacing("\r\n", with: "\n")
        try GoldenFile("mail.eml").hold(document)
    }

    @Test func `every line ends in CRLF and is short`() throws {
        let mail = try text(Samples.message(), over: Samples.mailChannel())
        for line in mail.utf8.split(separator: 10, omittingEmptySubsequences: false).dropLast() {
            #expect(line.last == 13 && line.count <= 79)
        }
        #expect(mail.hasSuffix("\r\n"))
    }

    @Test func `nothing that a message holds becomes a header or ends a part`() throws {
        let evil = "x\r\nBcc: thief@evil.example\r\n\r\n--=_"
        let message = OutgoingMessage(
            id: evil, at: 0, kind: .news, priority: .info, title: evil,
            entries: [
                .init(
                    subject: evil, item: evil, stage: evil, urgency: evil, due: evil, latest: evil, daysLate: 1,
                    why: evil, name: evil)
            ], closing: [evil], route: evil, receiver: evil)
        let mail = try text(message, over: Samples.mailChannel())
        let headers = mail.prefix(upTo: try #require(mail.firstRange(of: "\r\n\r\n")).lowerBound)
        let names = headers.split(separator: "\r\n").filter { !$0.hasPrefix(" ") }
            .compactMap { $0.split(separator: ":").first.map(String.init) }
        #expect(
            names == [
                "Date", "From", "To", "Subject", "Message-ID", "Auto-Submitted", "X-Cnswatch-Route", "MIME-Version",
                "Content-Type",
            ])
        let lines = mail.split(separator: "\r\n")
        #expect(lines.filter { $0.hasPrefix("--=_") }.count == 3)
        #expect(!lines.contains { $0.hasPrefix("Bcc") })
    }

    @Test func `the same message is the same mail at every attempt, and another message has another identifier`() throws
    {
        let channel = try Samples.mailChannel()
        #expect(channel.mail(for: Samples.message()) == channel.mail(for: Samples.message()))
        #expect(try text(Samples.message(), over: channel).contains("\r\nMessage-ID: <outbox-42.1@clinic.example>\r\n"))
        #expect(try text(Samples.message(id: "b"), over: channel).contains("\r\nMessage-ID: <b@clinic.example>\r\n"))
    }

    @Test func `no name is in the mail where no entry has one`() throws {
        let mail = try text(Samples.message(entries: [Samples.late]), over: Samples.mailChannel())
        #expect(!mail.contains("ucja") && !mail.contains("Neill"))
    }
}
