import ParallelMap
import Testing

@Suite("Work in pieces")
struct ParallelMapTests {
    struct Trouble: Error, Equatable {
        let number: Int
    }

    @Test(arguments: [1, 2, 3, 8], [0, 1, 2, 7, 500])
    func `all pieces are taken once and in order, whoever made them`(threads: Int, count: Int) {
        var taken: [Int] = []
        parallelMap(count, threads: threads) { number in
            // Later pieces are made faster, so that they are ready before their turn.
            (0..<(count - number) * 10).reduce(number) { $0 &+ $1 &* 0 }
        } take: { number, piece in
            #expect(number == piece)
            taken.append(piece)
        }
        #expect(taken == Array(0..<count))
    }

    @Test(arguments: [1, 2, 5])
    func `an error ends the work, and no piece behind it is taken`(threads: Int) {
        var taken: [Int] = []
        #expect(throws: Trouble(number: 3)) {
            try parallelMap(1_000, threads: threads) {
                $0
            } take: { (number, piece) throws(Trouble) in
                guard number < 3 else { throw Trouble(number: number) }
                taken.append(piece)
            }
        }
        #expect(taken == [0, 1, 2])
    }

    @Test func `pieces are made a few ahead of the one that is taken, and no more`() {
        let threads = 3
        let made = Made()
        parallelMap(200, threads: threads) { number in
            made.note(number)
            return number
        } take: { number, _ in
            #expect(made.latest <= number + 5 * threads)
        }
        #expect(made.latest == 199)
    }
}
