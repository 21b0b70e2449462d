/// Events with consecutive numbers, made when somebody reads them: most events of a million replicates nobody ever reads.
package struct EventSeries: Sendable {
    /// The number of the first event.
    private let first: Int
    let count: Int
    let isDroppable: Bool
    private let make: @Sendable (Int) -> Event

    /// Describes events.
    ///
    /// - Parameters:
    ///   - first: The number of the first.
    ///   - count: How many there are, at least one.
    ///   - isDroppable: Whether a slow reader may miss them.
    ///   - make: Makes one, given its place in the series from 0; called at every reading.
    package init(first: Int, count: Int, isDroppable: Bool, make: @escaping @Sendable (Int) -> Event) {
        self.first = first
        self.count = count
        self.isDroppable = isDroppable
        self.make = make
    }

    /// One event that is there already.
    init(_ event: Event) {
        first = event.sequence
        count = 1
        isDroppable = event.isDroppable
        make = { _ in event }
    }

    /// The number of the last event.
    var last: Int { first + count - 1 }

    /// The event at a place, from 0.
    package func event(at place: Int) -> Event { make(place) }

    /// The first event after a number below the last.
    func event(after sequence: Int) -> Event { make(max(0, sequence + 1 - first)) }
}
