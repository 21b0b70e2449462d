import AssayStatistics
import Synchronization
import Testing

struct ParallelTests {
    @Test("Results come in the order of the pieces, for any number of threads", arguments: [0, 1, 2, 5, 64, 1000])
    func order(_ threads: Int) {
        for count in [0, 1, 2, 63, 1000] {
            let results = Parallel.map(count, threads: threads) { "piece \($0)" }
            #expect(results == (0..<count).map { "piece \($0)" })
        }
        #expect(Parallel.map(-1, threads: threads) { $0 }.isEmpty)
    }

    @Test("Every piece is done once")
    func once() {
        let done = Mutex([Int: Int]())
        _ = Parallel.map(500, threads: 4) { piece in done.withLock { $0[piece, default: 0] += 1 } }
        #expect(done.withLock { $0 } == Dictionary(uniqueKeysWithValues: (0..<500).map { ($0, 1) }))
    }

    @Test("Two pieces of different kinds give both results, at once or one after the other", arguments: [1, 2])
    func both(_ threads: Int) {
        let (number, text) = Parallel.both(threads: threads, { 42 }, { "and a text" })
        #expect(number == 42)
        #expect(text == "and a text")
    }

    @Test("Little work is worth one thread, much work no more than allowed")
    func worth() {
        #expect(Parallel.threads(work: 0) == 1)
        #expect(Parallel.threads(work: 99_999) == 1)
        #expect(Parallel.threads(work: 1e12, most: 3) == 3)
        #expect(Parallel.threads(work: 1e12, most: 0) == 1)
        #expect(Parallel.threads(work: 1e12) >= 1)
    }
}
