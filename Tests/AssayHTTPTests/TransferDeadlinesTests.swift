import AssayCore
@testable import AssayHTTP
import Testing

@Suite("Which time limit passes next")
struct TransferDeadlinesTests {
    private var deadlines = TransferDeadlines(
        limits: HTTPLimits(connect: .seconds(1), firstByte: .seconds(3), idle: .seconds(2), total: .seconds(10)),
        now: .seconds(100)
    )

    @Test("Connecting, the first byte and idleness follow each other")
    mutating func phases() {
        #expect(deadlines.next == .seconds(101))
        #expect(deadlines.passed(at: .milliseconds(100_999)) == nil)
        #expect(deadlines.passed(at: .seconds(101)) == .connect)
        deadlines.connected(at: .milliseconds(100_500))
        #expect(deadlines.next == .milliseconds(103_500))
        #expect(deadlines.passed(at: .seconds(104)) == .firstByte)
        deadlines.received(at: .seconds(103))
        #expect(deadlines.passed(at: .milliseconds(104_999)) == nil)
        #expect(deadlines.passed(at: .seconds(105)) == .idle)
    }

    @Test("The total holds in every phase, also while held back")
    mutating func total() {
        deadlines.connected(at: .seconds(109))
        #expect(deadlines.next == .seconds(110))
        #expect(deadlines.passed(at: .seconds(110)) == .total)
        deadlines.heldBack()
        #expect(deadlines.passed(at: .milliseconds(109_999)) == nil)
        #expect(deadlines.passed(at: .seconds(110)) == .total)
    }

    @Test("Negative limits are none at all, and long ones end after 30 days")
    func clamped() {
        let negative = TransferDeadlines(limits: HTTPLimits(connect: .seconds(-5)), now: .zero)
        #expect(negative.passed(at: .zero) == .connect)
        let long = Duration.seconds(Int64.max)
        let endless = TransferDeadlines(limits: HTTPLimits(connect: long, total: long), now: .zero)
        #expect(endless.next == .seconds(2_592_000))
    }
}
