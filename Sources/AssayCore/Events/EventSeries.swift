/// Droppable events with consecutive numbers that nobody has seen yet: a million of them are made only when they are read.
package struct EventSeries: Sendable {
    /// The number of the first event.
    let first: Int
    let count: Int
    private let make: @Sendable (Int) -> Event

    /// Describes events.
    ///
    /// - Parameters:
    ///   - first: The number of the first.
    ///   - count: How many there are.
    ///   - make: Makes one, given its place in the series from 0; called at every reading.
    package init(first: Int, count: Int, make: @escaping @Sendable (Int) -> Event) {
        self.first = first
        self.count = count
        self.make = make
    }

    func event(_ sequence: Int) -> Event { make(sequence - first) }
}
