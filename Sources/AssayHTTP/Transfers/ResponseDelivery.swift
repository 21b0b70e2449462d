/// What somebody who waited gets.
struct ResponseDelivery: Sendable, Equatable {
    /// The head; of no meaning for a chunk.
    var head: ResponseHead
    /// The bytes; none for a chunk after the end.
    var bytes: [UInt8] = []
}
