/// A walk that starts at a positive lead and gains or loses one per step, with the frequencies of Pólya's urn.
struct LeadWalk {
    private let leader: Double
    private let runnerUp: Double
    private var steps = 0.0

    /// Steps won by the leader and the runner-up on the way to a lead of 0 (at even distance) or just around it.
    private var won = 0.0
    private var losses = 0.0

    private var stepsToTie: Int
    private var state = State.approaching(probability: 1)

    /// The probability that the lead is below 0 plus half the probability that it is 0.
    private(set) var loss = 0.0

    private enum State {
        /// No tie is possible yet; the probability that every step was lost.
        case approaching(probability: Double)
        /// The lead may be 0, with this probability.
        case even(tied: Double)
        /// The lead may be 1 or −1.
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
            approach(probability * (runnerUp + losses) / total)
        case .even(let tied):
            loss -= 0.5 * tied * (leader + won - runnerUp - losses) / total
            state = .odd(
                ahead: tied * (steps + 1) / (won + 1) * (leader + won) / total,
                behind: tied * (steps + 1) / (losses + 1) * (runnerUp + losses) / total
            )
        case .odd(let ahead, let behind):
            loss -= 0.5 * (behind * (leader + won) - ahead * (runnerUp + losses)) / total
            state = .even(tied: ahead * (steps + 1) / (losses + 1) * (runnerUp + losses) / total)
            won += 1
            losses += 1
        }
        steps += 1
    }

    private mutating func approach(_ allLost: Double) {
        losses += 1
        stepsToTie -= 1
        if stepsToTie > 0 {
            state = .approaching(probability: allLost)
        } else {
            loss = 0.5 * allLost
            state = .even(tied: allLost)
        }
    }
}
