import AssayCore

/// Function calls that come in pieces, told apart by their place in the list.
///
/// - The name counts where it is given first; later pieces repeat it or leave it empty.
/// - Arguments are joined as they come; servers that give them as an object give them whole.
/// - A piece without a place belongs to the last call, unless it brings a new id and a name. The same id and name rule
///   tells apart the calls of servers that give every call the place 0.
struct CallPieces: Sendable {
    private struct Pieces {
        let place: Int64?
        var id = ""
        var name = ""
        var arguments = ""
        /// Fields beside the known ones, which some servers want back.
        var extra = Object()
    }

    private var calls: [Pieces] = []

    /// Adds an entry of `tool_calls`.
    mutating func add(_ entry: Value) {
        let id = entry["id"]?.string ?? ""
        let name = entry["function"]?["name"]?.string ?? ""
        let place = self.place(of: entry["index"]?.int64, id, name)
        if calls[place].id.isEmpty { calls[place].id = id }
        if calls[place].name.isEmpty { calls[place].name = name }
        calls[place].arguments += entry["function"]?["arguments"]?.jsonText ?? ""
        for (key, value) in entry.object ?? [:] where !Self.known.contains(key) { calls[place].extra[key] = value }
    }

    private static let known: Set<String> = ["id", "index", "type", "function"]

    /// The number of the call a piece belongs to; makes room for a call that begins.
    private mutating func place(of index: Int64?, _ id: String, _ name: String) -> Int {
        let found = index.map { index in calls.lastIndex { $0.place == index } } ?? calls.indices.last
        if let found {
            let begun = calls[found]
            let isAnother = !id.isEmpty && !name.isEmpty && !begun.id.isEmpty && begun.id != id
            if !isAnother { return found }
        }
        calls.append(Pieces(place: index))
        return calls.count - 1
    }

    /// The calls, complete; none are left.
    mutating func take() -> [FunctionCall] {
        defer { calls = [] }
        return calls.map { call in
            let payload = call.extra.isEmpty ? nil : ProviderPayload(provider: .openAI, value: .object(call.extra))
            return FunctionCall(id: call.id, name: call.name, rawArguments: call.arguments, payload: payload)
        }
    }
}
