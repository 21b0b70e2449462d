extension Confidence {
    /// The majority share, with ties between items broken by how much effort their answers took.
    ///
    /// c₁/n − 10⁻⁶ · mean(ln effort), where the effort of a draw is what the tool reports, such as output tokens or the
    /// length of its text. Tools labour over what they get wrong, so of two items with the same share the one with the
    /// shorter answers is more often right. A score for ranking items of one run, not a probability. For efforts below 10⁹
    /// the second term is below 2.1·10⁻⁵, less than a vote in 40,000, so it only breaks ties.
    ///
    /// nil without votes. Efforts that are not positive and finite are left out; without any, or when every item has
    /// equal efforts, the order is that of the share.
    public static func effortRankedShare(leader: Int, voters: Int, efforts: some Sequence<Double>) -> Double? {
        guard let share = majorityShare(leader: leader, voters: voters) else { return nil }
        var (sum, count) = (0.0, 0.0)
        for effort in efforts where effort > 0 && effort.isFinite {
            sum += logarithm(effort)
            count += 1
        }
        return count > 0 ? share - 1e-6 * sum / count : share
    }
}
