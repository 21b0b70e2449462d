import AssayCore
@testable import AssayHTTP
import Testing

@Suite("What has arrived and who waits")
struct ResponseBufferTests {
    /// The machine in a box, which expectations can call.
    private final class Box {
        typealias Answer = ResponseBuffer<Int>.Answer

        private var buffer: ResponseBuffer<Int>

        init(capacity: Int?) { buffer = ResponseBuffer(capacity: capacity) }

        func note(_ head: ResponseHead) { buffer.receive(head) }

        func note(_ text: String) { Array(text.utf8).withUnsafeBytes { buffer.receive($0) } }

        func answer() -> Answer? { buffer.answer() }

        func receive(_ head: ResponseHead) -> Answer? {
            note(head)
            return answer()
        }

        func receive(_ text: String) -> Answer? {
            note(text)
            return answer()
        }

        func finish(_ result: Result<Void, AssayError>, keepsBytes: Bool = true) -> Answer? {
            buffer.finish(result, keepsBytes: keepsBytes)
        }

        func wait(for part: ResponsePart, _ waiter: Int) -> Answer? { buffer.wait(for: part, waiter) }

        func holdsBack() -> Bool { buffer.holdsBack() }

        func goesOn() -> Bool { buffer.goesOn() }
    }

    private let head = ResponseHead(status: 200)
    private let lost = AssayError(.httpInterrupted, "lost")

    private func text(_ answer: Box.Answer?) throws -> String {
        String(decoding: try #require(answer).result.get().bytes, as: UTF8.self)
    }

    @Test("Whoever waits for the whole is answered at the end only")
    func whole() throws {
        let buffer = Box(capacity: nil)
        #expect(buffer.wait(for: .whole, 1) == nil)
        #expect(buffer.receive(head) == nil)
        #expect(buffer.receive("ab") == nil)
        #expect(buffer.receive("c") == nil)
        let answer = buffer.finish(.success(()))
        #expect(answer?.waiter == 1)
        #expect(try text(answer) == "abc")
    }

    @Test("A chunk is all that has arrived, and the failure comes after it")
    func chunks() throws {
        let buffer = Box(capacity: 10)
        #expect(buffer.wait(for: .head, 1) == nil)
        #expect(buffer.receive(head)?.waiter == 1)
        #expect(buffer.receive("ab") == nil)
        #expect(buffer.receive("c") == nil)
        #expect(buffer.finish(.failure(lost)) == nil)
        #expect(try text(buffer.wait(for: .chunk, 2)) == "abc")
        #expect(throws: lost) { try text(buffer.wait(for: .chunk, 3)) }
        #expect(throws: lost) { try text(buffer.wait(for: .chunk, 4)) }
    }

    @Test("What arrives in one step is handed over together")
    func together() throws {
        let buffer = Box(capacity: 10)
        #expect(buffer.wait(for: .chunk, 1) == nil)
        buffer.note(head)
        buffer.note("ab")
        buffer.note("c")
        let answer = buffer.answer()
        #expect(answer?.waiter == 1)
        #expect(try answer?.result.get().head.status == 200)
        #expect(try text(answer) == "abc")
        #expect(buffer.answer() == nil)
    }

    @Test("What comes after the end changes nothing")
    func afterwards() throws {
        let buffer = Box(capacity: 10)
        _ = buffer.receive("ab")
        _ = buffer.finish(.failure(lost), keepsBytes: false)
        #expect(buffer.finish(.success(())) == nil)
        #expect(buffer.receive("c") == nil)
        #expect(throws: lost) { try text(buffer.wait(for: .chunk, 1)) }
    }

    @Test("It holds back once when full, and goes on once when half empty")
    func backPressure() throws {
        let buffer = Box(capacity: 4)
        _ = buffer.receive(head)
        _ = buffer.receive("abc")
        #expect(!buffer.holdsBack() && !buffer.goesOn())
        _ = buffer.receive("d")
        #expect(buffer.holdsBack())
        #expect(!buffer.holdsBack() && !buffer.goesOn())
        #expect(try text(buffer.wait(for: .chunk, 1)) == "abcd")
        #expect(buffer.goesOn())
        #expect(!buffer.goesOn())
    }

    @Test("A second waiter is told that there is one")
    func twoWaiters() throws {
        let buffer = Box(capacity: 4)
        #expect(buffer.wait(for: .head, 1) == nil)
        let second = try #require(buffer.wait(for: .head, 2))
        #expect(second.waiter == 2)
        #expect(throws: AssayError.self) { _ = try second.result.get() }
        #expect(buffer.receive(head)?.waiter == 1)
    }
}
