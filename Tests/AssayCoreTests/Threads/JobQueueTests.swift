import Testing

@testable import AssayCore

@Suite("Jobs in the order they came")
struct JobQueueTests {
    @Test("They leave in that order")
    func order() {
        var queue = JobQueue<Int>()
        for number in 0..<3 { queue.append(number) }
        #expect(queue.count == 3)
        #expect((0..<4).map { _ in queue.popFirst() } == [0, 1, 2, nil])
        queue.append(9)
        #expect(queue.popFirst() == 9)
    }

    @Test("A queue that is never empty forgets what it gave")
    func forgets() {
        var queue = JobQueue<Int>()
        for number in 0..<10 { queue.append(number) }
        for number in 10..<100_000 {
            queue.append(number)
            guard queue.popFirst() == number - 10 else { return #expect(Bool(false), "out of order at \(number)") }
        }
        #expect(queue.count == 10)
        #expect(queue.places < 10_000)
    }
}
