/// A walk from a positive lead that gains or loses one per step, as drawn from Pólya's urn.
///
/// A walk can gain or lose the plurality only where it touches 0, so the loss after a step is the loss before it plus
/// the flow through the neighbourhood of 0, which follows from one step to the next. That makes a step constant in
/// time.
struct LeadWalk {
    /// The probability that the lead is below 0 plus half the probability that it is 0.
    private(set) var loss = 0.0

    private let leader: Double
    private let runnerUp: Double

    private var steps = 0.0

    /// Steps won and lost on a way to a lead of 0, or just before the step that may leave it.
    private var won = 0.0
    private var lost = 0.0

    private var stepsToTie: Int
    private var state = State.approaching(probability: 1)

    private enum State {
        /// No tie is possible yet; the probability that every step was lost.
        case approaching(probability: Double)
        /// The lead may be 0, with this probability.
        case even(tied: Double)
        /// The lead may be 1 or −1, with these probabilities.
        case odd(ahead: Double, behind: Double)
    }

    init(leader: Double, runnerUp: Double, lead: Int) {
        self.leader = leader
        self.runnerUp = runnerUp
        stepsToTie = lead
    }

    /// Takes one step.
    mutating func advance() {
        let total = leader + runnerUp + steps
        switch state {
        case .approaching(let probability):
            approach(probability * (runnerUp + lost) / total)
        case .even(let tied):
            loss -= 0.5 * tied * (leader + won - runnerUp - lost) / total
            state = .odd(
                ahead: tied * (steps + 1) / (won + 1) * (leader + won) / total,
                behind: tied * (steps + 1) / (lost + 1) * (runnerUp + lost) / total
            )
        case .odd(let ahead, let behind):
            loss -= 0.5 * (behind * (leader + won) - ahead * (runnerUp + lost)) / total
            state = .even(tied: ahead * (steps + 1) / (lost + 1) * (runnerUp + lost) / total)
            won += 1
            lost += 1
        }
        steps += 1
    }

    private mutating func approach(_ allLost: Double) {
        lost += 1
        stepsToTie -= 1
        if stepsToTie > 0 {
            state = .approaching(probability: allLost)
        } else {
            loss = 0.5 * allLost
            state = .even(tied: allLost)
        }
    }
}
