import TestSupport
import Testing
import Varlink

@testable import GenerateMessages

@Suite("Golden files of generated messages")
struct GoldenTests {
    /// An interface with a member of every type that messages have, and with every directive.
    static let example = """
        #: What the generator is told about the whole file is not served.
        # Things and
        #
        # their parts.
        interface org.example.Things

        # A part.
        #: columns
        type Part (
          # Its name.
          name: string,
          # Which of its kind,
          # counted from 1.
          number: int
        )

        # A part, and where it lies.
        #: columns
        type PlacedPart (
          # The shelf.
          shelf: ?int,
          # What is written on it.
          words: []string,
          #: separator ;
          # Who put it there.
          people: []string,
          # When.
          protocol: ?string,
          #: within part Part: The part; its keys stand beside the shelf's.
          # Its name.
          name: string,
          # Which of its kind,
          # counted from 1.
          number: int,
          # Whether it can be reached.
          free: bool
        )

        # Which parts are wanted.
        type Filter (
          # Of this kind.
          kind: ?string
        )

        # Finds parts.
        #: input FindRequest: What to find.
        #: output FindReport: What was found.
        method Find(
          # The part, if it is known.
          part: ?Part,
          # Otherwise
          # one of these.
          filters: []Filter,
          # At most so many.
          limit: ?int,
          # Whether empty shelves count.
          all: ?bool
        ) -> (
          # The parts.
          parts: []PlacedPart,
          # Their shelves.
          shelves: []int,
          # Their labels.
          labels: []string,
          # The labels that were given up, where any were.
          oldLabels: ?[]string,
          # Where they were sought and found, if anywhere.
          protocol: ?[]Part,
          # The first one.
          first: Part,
          # How many shelves have been looked through, while they are.
          #: omitted where null
          done: ?int
        )

        # Finds parts again.
        #: input FindRequest
        #: output EmptyReport: That it is done.
        method FindAgain(
          part: ?Part,
          filters: []Filter,
          # At most so many.
          limit: ?int,
          # Whether empty shelves count.
          all: ?bool
        ) -> ()

        # Does nothing.
        method Ping() -> ()

        # There is no such part.
        #: fields MissingReport: What the error `Missing` says.
        #: field name: The part.
        error Missing (name: string)

        # There is no room.
        error Full (shelf: int)

        """

    @Test func `an example interface becomes what the golden files hold`() throws {
        for (name, content) in try GenerateMessages.files(from: Self.example) {
            try GoldenFile(name).hold(content)
        }
    }

    @Test func `the same messages come of the same interface in another layout`() throws {
        let text = try InterfaceDescription(parsing: Self.example).text
        #expect(text != Self.example)
        let generated = try GenerateMessages.files(from: Self.example)
        #expect(try GenerateMessages.files(from: text).first?.content == generated.first?.content)
    }
}
