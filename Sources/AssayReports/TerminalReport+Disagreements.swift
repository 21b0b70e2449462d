internal import AssayCore

extension TerminalReport {
    /// One line per way in which answers differ; elements of an array that differ in the same way share a line.
    var disagreements: [String] {
        guard !bundle.summary.disagreements.isEmpty else { return ["none"] }
        var groups: [Group] = []
        var places: [[String]: Int] = [:]
        for disagreement in bundle.summary.disagreements {
            let key = Self.partition(disagreement)
            if let place = places[key] {
                groups[place].others += 1
            } else {
                places[key] = groups.count
                groups.append(Group(first: disagreement))
            }
        }
        return limited(groups.map(line))
    }

    private struct Group {
        let first: Disagreement
        var others = 0
    }

    /// What two fields share a line by: the array they stand in, and who gave the same value as whom.
    private static func partition(_ disagreement: Disagreement) -> [String] {
        let array = disagreement.field.split(separator: "[", maxSplits: 1).first.map(String.init) ?? ""
        let isElement = disagreement.field.utf8.last == UInt8(ascii: "]")
        return [isElement ? array : disagreement.field, String(disagreement.classCount)]
            + disagreement.classes.map { $0.replicateIDs.joined(separator: " ") } + disagreement.missing
    }

    private func line(_ group: Group) -> String {
        let disagreement = group.first
        let classes = disagreement.classes.prefix(4).map {
            "\(text($0.value)) (\($0.count)× \(names($0.replicateIDs)))"
        }
        let more = disagreement.classCount > 4 ? [", \(disagreement.classCount - 4) more"] : []
        let missing = disagreement.missing.isEmpty ? [] : ["; missing in \(names(disagreement.missing))"]
        let others = group.others == 0 ? "" : " and \(group.others) more alike"
        return "\(clean(disagreement.field))\(others): " + classes.joined(separator: ", ") + (more + missing).joined()
    }
}
