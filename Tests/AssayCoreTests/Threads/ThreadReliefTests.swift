import Testing

@testable import AssayCore

@Suite("How many threads are woken for jobs that wait")
struct ThreadReliefTests {
    private func look(waiting: Int, begun: Int, active: Int = 2, coming: Int = 0) -> ThreadRelief.Look {
        ThreadRelief.Look(waiting: waiting, begun: begun, active: active, coming: coming)
    }

    @Test("Where nothing moves, twice as many at every look, but no more than jobs that wait")
    func stuck() {
        var relief = ThreadRelief(cores: 2)
        let woken = (0..<12).map { _ in relief.threads(after: look(waiting: 100, begun: 5)) }
        #expect(woken == [0, 2, 4, 8, 16, 32, 64, 100, 100, 100, 100, 100])
    }

    @Test("None while some that were woken have not run, since they would only wait for processors, too")
    func coming() {
        var relief = ThreadRelief(cores: 2)
        _ = relief.threads(after: look(waiting: 20, begun: 5))
        #expect(relief.threads(after: look(waiting: 20, begun: 5)) == 2)
        for _ in 0..<1000 { #expect(relief.threads(after: look(waiting: 20, begun: 5, coming: 1)) == 0) }
        #expect(relief.threads(after: look(waiting: 18, begun: 7, active: 1)) == 1)
    }

    @Test("Threads that never come are given up in the end")
    func lost() {
        var relief = ThreadRelief(cores: 2)
        let woken = (0..<5000).map { _ in relief.threads(after: look(waiting: 3, begun: 5, coming: 1)) }
        #expect(woken[..<4096].allSatisfy { $0 == 0 })
        #expect(woken.last == 3)
    }

    @Test("Another one where a processor is free and jobs take long, none where they are short")
    func room() {
        var relief = ThreadRelief(cores: 4)
        _ = relief.threads(after: look(waiting: 9, begun: 0))
        #expect(relief.threads(after: look(waiting: 9, begun: 3)) == 1)
        #expect(relief.threads(after: look(waiting: 9, begun: 30)) == 0)
        #expect(relief.threads(after: look(waiting: 9, begun: 31, active: 4)) == 0)
    }
}
