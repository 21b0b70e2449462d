internal import AssayCore
internal import Synchronization

/// The addresses a client was given last: programs ask few of them often, and reading one takes as long as sending to it.
final class AddressBook: Sendable {
    private static let capacity = 64
    private let known = Mutex<[String: WebAddress]>([:])

    /// Reads an address, or remembers it.
    func address(_ text: String) throws(AssayError) -> WebAddress {
        if let address = known.withLock({ $0[text] }) { return address }
        let address = try WebAddress(text)
        known.withLock { known in
            if known.count >= Self.capacity { known.removeAll(keepingCapacity: true) }
            known[text] = address
        }
        return address
    }
}
