extension Distance {
    /// The difference of two numbers relative to the larger magnitude.
    ///
    /// |x − y| / max(|x|, |y|, tiny), at most 1 (numbers of opposite sign are at 1). +0 and −0 are equal, so are two equal
    /// infinities; an infinity is at 1 from everything else. Two values that are not numbers are at 0, one is at 1.
    public static func relative(_ x: Double, _ y: Double) -> Double {
        if let decided = decidedDistance(x, y) { return decided }
        let scale = max(abs(x), abs(y), Double.leastNormalMagnitude)
        return unit(abs(x / scale - y / scale))
    }

    /// The difference of two numbers relative to a range, usually that of all replicates.
    ///
    /// |x − y| / (upper − lower), at most 1. A range of one point carries no information: the distance is 0, as in R's
    /// `daisy`. Huge ranges do not overflow. Source: Gower, Biometrics 27 (1971), 857.
    public static func gower(_ x: Double, _ y: Double, range: ClosedRange<Double>) -> Double {
        if let decided = decidedDistance(x, y) { return decided }
        let half = range.upperBound / 2 - range.lowerBound / 2
        guard half > 0 else { return 0 }
        return unit(abs(x / 2 - y / 2) / half)
    }

    /// The difference of two ranks relative to the range of ranks; 0 when there is one rank only.
    public static func ordinal(_ x: Int, _ y: Int, range: ClosedRange<Int>) -> Double {
        let width = Double(range.upperBound) - Double(range.lowerBound)
        guard width > 0 else { return 0 }
        return unit(abs(Double(x) - Double(y)) / width)
    }

    private static func decidedDistance(_ x: Double, _ y: Double) -> Double? {
        if x == y || (x.isNaN && y.isNaN) { return 0 }
        return x.isFinite && y.isFinite ? nil : 1
    }
}
