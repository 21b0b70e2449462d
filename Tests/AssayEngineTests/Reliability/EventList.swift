import AssayCore
import Synchronization

/// The events an observer was shown.
final class EventList: Sendable {
    private let events = Mutex<[Event]>([])

    var all: [Event] { events.withLock { $0 } }

    func append(_ event: Event) { events.withLock { $0.append(event) } }
}
