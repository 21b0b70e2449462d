extension Attempt {
    func encoded(digestOnly: Bool) -> Value {
        var object: Object = ["attempt": Value(number), "tool": .orNull(tool)]
        object["usage"] = usage.map { $0.encoded(digestOnly: digestOnly) } ?? .null
        object["error"] = failure.map { $0.encoded(digestOnly: digestOnly) } ?? .null
        if !digestOnly {
            object["elapsed_ms"] = .integer(elapsedMS)
            object["delay_ms"] = .integer(delayMS)
        }
        return .object(object)
    }

    init(_ reader: DocumentReader) throws(AssayError) {
        self.init(
            number: try reader.int("attempt"),
            failure: try reader.optional("error") { reader throws(AssayError) in
                try AssayError(reader.reader("error"))
            },
            usage: try reader.optional("usage") { reader throws(AssayError) in try Usage(reader.reader("usage")) },
            elapsedMS: Int64(try reader.int("elapsed_ms")),
            delayMS: Int64(try reader.int("delay_ms")),
            tool: reader.value("tool")?.string
        )
    }
}

extension AssayError {
    func encoded(digestOnly: Bool) -> Value {
        var error: Object = ["code": .string(code.rawValue), "retryable": .bool(isRetryable)]
        if !digestOnly { error["message"] = .string(message) }
        return .object(error)
    }

    init(_ reader: DocumentReader) throws(AssayError) {
        self.init(
            Code(rawValue: try reader.string("code")),
            try reader.string("message"),
            isRetryable: try reader.bool("retryable")
        )
    }
}
