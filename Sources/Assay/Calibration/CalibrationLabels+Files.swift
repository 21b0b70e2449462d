public import AssayCore

extension CalibrationLabels {
    /// Adds the items of a table whose right answer is known, with all their draws or the first so many.
    public mutating func add(_ table: AnswerTable, draws: Int? = nil) {
        let table = draws.map { table.prefix($0) } ?? table
        for item in table.judgedItems where item.isJudged { add(item.votes, isCorrect: item.isCorrect) }
    }

    /// Adds the bundles that a file lists, with their true answers; blocks.
    ///
    /// A line of the file is a JSON object with `bundle`, a path beginning at the file's own folder, and `truth`.
    ///
    /// - Throws: ``AssayError`` naming file and line, for a line, bundle or truth that cannot be used.
    public mutating func addBundles(listedIn path: String) throws(AssayError) {
        var reader = JSONLinesReader(try ByteStream(path))
        var count = 0
        while let line = try reader.next() {
            guard line.object?.count == 2, let name = line["bundle"]?.string, let truth = line["truth"] else {
                throw reader.error("a line is {\"bundle\": PATH, \"truth\": VALUE} and nothing else")
            }
            do throws(AssayError) {
                try add(BundleFile.read(Self.path(of: name, beside: path)), truth: truth)
            } catch {
                throw AssayError(error.code, reader.error(error.message).message)
            }
            count += 1
        }
        guard count > 0 else { throw AssayError(.invalidTable, "\(reader.name) is empty") }
    }

    private static func path(of name: String, beside list: String) -> String {
        guard !name.hasPrefix("/"), let end = list.lastIndex(of: "/") else { return name }
        return list[...end] + name
    }
}
