import Systemd
import Testing

@Suite("A 128-bit identifier")
struct Identifier128Tests {
    @Test(arguments: [
        "7fcd7a3ed6bf485281152e799100ac8e", "00000000000000000000000000000001", "ffffffffffffffff0000000000000000",
    ])
    func `reading and writing 32 digits gives them back`(text: String) throws {
        #expect(try Identifier128(text).description == text)
    }

    @Test func `capitals are read and written small`() throws {
        let capitals = "7FCD7A3ED6BF485281152E799100AC8E"
        let read = try Identifier128(capitals)
        #expect(read == "7fcd7a3ed6bf485281152e799100ac8e")
        #expect(read.description == "7fcd7a3ed6bf485281152e799100ac8e")
    }

    @Test(arguments: [
        "", "7fcd7a3ed6bf485281152e799100ac8", "7fcd7a3ed6bf485281152e799100ac8e0",
        "7fcd7a3e-d6bf-4852-8115-2e799100ac8e",
        "gfcd7a3ed6bf485281152e799100ac8e", "+fcd7a3ed6bf485281152e799100ac8e", "7fcd7a3ed6bf4852-1152e799100ac8e",
    ])
    func `anything else is refused with the text`(text: String) {
        #expect(throws: Identifier128Error.malformed(text)) { try Identifier128(text) }
    }

    @Test func `random ones differ and carry the version and variant of RFC 9562`() throws {
        let first = try #require(Identifier128.random())
        let second = try #require(Identifier128.random())
        #expect(first != second)
        let digits = Array(first.description)
        #expect(digits[12] == "4")
        #expect("89ab".contains(digits[16]))
    }
}
