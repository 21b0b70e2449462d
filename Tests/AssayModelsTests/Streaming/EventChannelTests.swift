import AssayCore
@testable import AssayModels
import Testing

@Suite("Events between a request and its reader")
struct EventChannelTests {
    private let lost = AssayError(.modelNetwork, "lost")

    /// Sends numbers, and says how many were sent.
    private func sender(_ numbers: Range<Int>, _ channel: EventChannel<Int>) -> Task<Void, Never> {
        Task { for number in numbers { await channel.send(number) } }
    }

    /// Lets others run for a while.
    private func pause() async { for _ in 0..<200 { await Task.yield() } }

    @Test("An error follows all events that were sent before it, once")
    func errorLast() async throws {
        let channel = EventChannel<Int>(room: 2)
        let sender = Task {
            for number in 0..<10 { await channel.send(number) }
            channel.finish(.failure(lost))
        }
        for number in 0..<10 { #expect(try await channel.next() == number) }
        await #expect(throws: lost) { try await channel.next() }
        #expect(try await channel.next() == nil)
        await sender.value
    }

    @Test("What is sent after the end is dropped")
    func afterEnd() async throws {
        let channel = EventChannel<Int>(room: 2)
        await channel.send(1)
        channel.finish(.success(()))
        channel.finish(.failure(lost))
        await channel.send(2)
        #expect(try await channel.next() == 1)
        #expect(try await channel.next() == nil)
    }

    @Test("A sender that is cancelled waits no longer, whatever the others do, and its event arrives")
    func cancelledSender() async throws {
        for _ in 0..<200 {
            let channel = EventChannel<Int>(room: 1)
            await channel.send(0)
            let senders = [sender(1..<2, channel), sender(2..<3, channel)]
            senders[0].cancel()
            #expect(try await channel.next() == 0)
            senders[1].cancel()
            // Nobody reads; both come back all the same.
            for sender in senders { await sender.value }
            #expect(Set([try await channel.next(), try await channel.next()]) == [1, 2])
        }
    }

    @Test("When the reader goes, every sender comes back, and nothing is left to read")
    func closed() async throws {
        let channel = EventChannel<Int>(room: 1)
        let senders = (0..<8).map { sender($0 * 10..<$0 * 10 + 10, channel) }
        await pause()
        channel.close()
        for sender in senders { await sender.value }
        #expect(try await channel.next() == nil)
    }

    @Test("A reader that came first is told of the event, and of the end")
    func earlyReader() async throws {
        let channel = EventChannel<Int>(room: 1)
        let reader = Task { [try await channel.next(), try await channel.next()] }
        await pause()
        await channel.send(5)
        await pause()
        channel.finish(.success(()))
        #expect(try await reader.value == [5, nil])
    }

    @Test("Events of several senders all arrive, each sender's in order")
    func manySenders() async throws {
        let channel = EventChannel<Int>(room: 3)
        let senders = (0..<4).map { sender($0 * 100..<$0 * 100 + 100, channel) }
        var last = [Int](repeating: -1, count: 4)
        for _ in 0..<400 {
            let number = try #require(try await channel.next())
            #expect(number > last[number / 100])
            last[number / 100] = number
        }
        #expect(last == [99, 199, 299, 399])
        for sender in senders { await sender.value }
    }
}
