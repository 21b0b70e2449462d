extension Replicate {
    /// The replicate as it stands in a bundle document; for stores.
    public var document: Value { encoded(digestOnly: false) }

    /// Reads what ``document`` wrote.
    ///
    /// - Throws: ``AssayError/Code/invalidBundle`` naming the member and what belongs there.
    public init(document: Value, index: Int) throws(AssayError) {
        try self.init(DocumentReader(document, at: "replicate"), index: index)
    }
}

extension StoredAttempt {
    /// The attempt as an object; for stores.
    public var document: Value {
        [
            "replicate": Value(replicate), "attempt": Value(number), "reserved": reserved.encoded(digestOnly: false),
            "ending": ending.map { $0.encoded(digestOnly: false) } ?? .null,
        ]
    }

    /// Reads what ``document`` wrote.
    ///
    /// - Throws: ``AssayError/Code/invalidBundle`` naming the member and what belongs there.
    public init(document: Value) throws(AssayError) {
        let reader = try DocumentReader(document, at: "attempt")
        self.init(
            replicate: try reader.int("replicate"),
            number: try reader.int("attempt"),
            reserved: try Usage(reader.reader("reserved")),
            ending: try reader.optional("ending") { reader throws(AssayError) in
                try Attempt(reader.reader("ending"))
            }
        )
    }
}
