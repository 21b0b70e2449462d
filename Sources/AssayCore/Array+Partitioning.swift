extension Array {
    /// The first place whose element meets a condition that, once met, all later ones meet; the count where none does.
    package func partitioningIndex(_ isMet: (Element) throws -> Bool) rethrows -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if try isMet(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
