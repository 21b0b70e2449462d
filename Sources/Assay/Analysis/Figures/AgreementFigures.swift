internal import AssayCore
internal import AssayStatistics

/// Coefficients of agreement of all draws of all items.
enum AgreementFigures {
    private static let names: [(name: String, coefficient: AgreementCoefficient)] = [
        ("krippendorff_alpha_nominal", .krippendorffAlpha), ("percent_agreement", .percentAgreement),
        ("gwet_ac1", .gwet), ("fleiss_kappa_generalised", .fleissKappa), ("brennan_prediger", .brennanPrediger),
    ]

    /// A member for each coefficient, and a reason beside each that is undefined.
    static func members(_ ratings: RatingTable) -> Object {
        var object: Object = [:]
        for (name, coefficient) in names {
            let result = ratings.result(coefficient)
            object[name] = .orNull(result.value)
            if let reason = result.reason { object["\(name)_reason"] = .string(reason) }
        }
        return object
    }

    /// The ends of the interval of each coefficient.
    static func intervals(_ ratings: RatingTable, _ bootstrap: Bootstrap) -> Object {
        var object: Object = [:]
        for (name, coefficient) in names {
            object[name] = ratings.interval(coefficient, bootstrap: bootstrap)?.ends ?? .null
        }
        return object
    }
}

extension BootstrapInterval {
    /// Both ends, as JSON.
    var ends: Value { [.orNull(low), .orNull(high)] }
}
