/// Counts what a run has used and promised, so that a limit holds before money is spent.
///
/// Before an attempt its worst case is reserved; afterwards the reservation is replaced by what was used. Where the
/// worst case of a limited quantity is unknown, everything left is reserved, so such attempts run one after another.
/// An attempt that used a limited quantity without reporting it, or reports less than nothing, is charged what was
/// reserved for it: the limit holds, and the run ends sooner rather than later.
///
/// Invariant: spent + reserved never exceeds a limit by more than one attempt uses beyond its declared worst case.
public struct BudgetMeter: Sendable {
    /// The limits.
    public let limit: Budget
    private var spent = Amount()
    private var reserved = Amount()

    /// Starts a meter at zero.
    public init(limit: Budget) { self.limit = limit }

    /// Sets the worst case of one attempt aside.
    ///
    /// - Returns: the reservation, or `nil` when the limits leave no room for it.
    public mutating func reserve(worstCase: Usage) -> Reservation? {
        guard
            let tokens = share(of: limit.tokens.map(Double.init), worstCase.tokens.map(Double.init), \.tokens),
            let cost = share(of: limit.costUSD, worstCase.costUSD, \.cost),
            let time = share(of: limit.timeMS.map(Double.init), worstCase.timeMS.map(Double.init), \.time)
        else { return nil }
        let amount = Amount(tokens: tokens, cost: cost, time: time)
        reserved.add(amount)
        return Reservation(amount: amount)
    }

    /// Replaces a reservation by what was used.
    ///
    /// - Parameters:
    ///   - reservation: What was set aside.
    ///   - used: What was reported.
    ///   - elapsed: The measured time, which counts where none was reported, to the last nanosecond.
    public mutating func settle(_ reservation: Reservation, used: Usage, elapsed: Duration? = nil) {
        reserved.subtract(reservation.amount)
        spent.add(
            Amount(
                tokens: Self.charge(used.tokens.map(Double.init), reservation.amount.tokens),
                cost: Self.charge(used.costUSD, reservation.amount.cost),
                time: Self.charge(
                    used.timeMS.map(Double.init) ?? elapsed.map { $0 / .milliseconds(1) },
                    reservation.amount.time
                )
            )
        )
    }

    private static func charge(_ used: Double?, _ reserved: Double) -> Double {
        guard let used, used >= 0 else { return reserved }
        return used
    }

    /// The names of the limits that leave no room for an attempt of this worst case.
    public func exhausted(worstCase: Usage) -> [String] {
        var names: [String] = []
        func check(_ name: String, _ limit: Double?, _ worst: Double?, _ path: KeyPath<Amount, Double>) {
            if share(of: limit, worst, path) == nil { names.append(name) }
        }
        check("tokens", limit.tokens.map(Double.init), worstCase.tokens.map(Double.init), \.tokens)
        check("cost_usd", limit.costUSD, worstCase.costUSD, \.cost)
        check("time_ms", limit.timeMS.map(Double.init), worstCase.timeMS.map(Double.init), \.time)
        return names
    }

    /// What to reserve of one quantity: 0 without a limit, `nil` when there is no room.
    private func share(of limit: Double?, _ worst: Double?, _ path: KeyPath<Amount, Double>) -> Double? {
        guard let limit else { return 0 }
        let left = limit - spent[keyPath: path] - reserved[keyPath: path]
        // Sums of decimal fractions are rounded: three times 0.1 must fit into 0.3, and then nothing must be left.
        let rounding = limit * 1e-12
        guard left > rounding else { return nil }
        guard let worst else { return left }
        return worst <= left + rounding ? max(0, worst) : nil
    }
}

extension BudgetMeter {
    /// An amount set aside for one attempt; settle it exactly once.
    public struct Reservation: Sendable {
        fileprivate let amount: Amount

        fileprivate init(amount: Amount) { self.amount = amount }

        /// A reservation of nothing, to settle what was used before the meter began.
        public init() { amount = Amount() }
    }

    fileprivate struct Amount: Sendable {
        var tokens = 0.0
        var cost = 0.0
        var time = 0.0

        mutating func add(_ other: Amount) {
            tokens += other.tokens
            cost += other.cost
            time += other.time
        }

        mutating func subtract(_ other: Amount) {
            tokens = max(0, tokens - other.tokens)
            cost = max(0, cost - other.cost)
            time = max(0, time - other.time)
        }
    }
}
