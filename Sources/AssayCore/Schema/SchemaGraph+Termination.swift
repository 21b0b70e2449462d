extension SchemaGraph {
    private enum State {
        case unseen
        case open
        case done
    }

    /// Refuses schemas that come back to themselves without going into the value.
    ///
    /// Such a cycle could never end. References that depend on the dynamic scope are followed to their first target
    /// only; a cycle through another one is stopped by the depth limit of validation.
    func checkTermination() throws(AssayError) {
        var states = [State](repeating: .unseen, count: nodes.count)
        for start in nodes.indices where states[start] == .unseen {
            var path: [(node: Int, next: [Int])] = [(start, inPlace(start))]
            states[start] = .open
            while let (node, next) = path.last {
                guard let target = next.last else {
                    states[node] = .done
                    path.removeLast()
                    continue
                }
                path[path.count - 1].next.removeLast()
                switch states[target] {
                case .done: break
                case .open:
                    throw nodes[target].place.failure("this schema refers to itself without going into the value")
                case .unseen:
                    states[target] = .open
                    path.append((target, inPlace(target)))
                }
            }
        }
    }

    private func inPlace(_ node: Int) -> [Int] { nodes[node].rules.flatMap(\.inPlace) }
}
