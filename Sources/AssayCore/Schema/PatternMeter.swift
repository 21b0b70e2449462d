/// Counts the steps of matching against a budget.
struct PatternMeter {
    /// The steps left; below 0 when more were wanted than there were.
    private(set) var budget: Int
    private var position = 0

    init(budget: Int) { self.budget = budget }

    /// Takes steps; false when there are not enough.
    mutating func charge(_ steps: Int) -> Bool {
        budget -= steps
        return budget >= 0
    }

    /// Takes the price of having come to a place in the text: one step, and one for each 16 bytes read on the way.
    mutating func arrive(at position: Int, basePrice: Int) -> Bool {
        let distance = max(0, position - self.position)
        self.position = position
        return charge(basePrice + distance / 16)
    }

    /// Goes back to the start of another text.
    mutating func restart() { position = 0 }
}
