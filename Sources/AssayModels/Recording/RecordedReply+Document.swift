import AssayCore

extension RecordedReply {
    /// The reply as JSON; a body that is no text is written in hexadecimal digits.
    var document: Value {
        var object = Object()
        object.set("status", status.map { Value($0) })
        if !headers.isEmpty {
            object["headers"] = .object(
                Object(members: headers.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }) ?? [:]
            )
        }
        if let text = String(validating: body, as: UTF8.self) {
            object["body"] = .string(text)
        } else {
            object["body_hex"] = .string(body.map(Self.digits).joined())
        }
        object.set("failure", failure.map(Self.document))
        return .object(object)
    }

    /// Reads what ``document`` wrote; `nil` when it is something else.
    init?(_ document: Value) {
        guard let object = document.object else { return nil }
        let failure = object["failure"].map(Self.failure)
        if case .some(nil) = failure { return nil }
        self.init(status: object["status"]?.int64.flatMap { Int(exactly: $0) }, failure: failure ?? nil)
        for (name, value) in object["headers"]?.object ?? [:] { headers[name] = value.string }
        if let text = object["body"]?.string {
            body = Array(text.utf8)
        } else {
            guard let bytes = Self.bytes(object["body_hex"]?.string ?? "") else { return nil }
            body = bytes
        }
        if status == nil && self.failure == nil { return nil }
    }

    private static func document(_ failure: AssayError) -> Value {
        [
            "code": .string(failure.code.rawValue), "message": .string(failure.message),
            "retryable": .bool(failure.isRetryable),
        ]
    }

    private static func failure(_ document: Value) -> AssayError? {
        guard let code = document["code"]?.string, let message = document["message"]?.string else { return nil }
        let isRetryable = document["retryable"]?.bool ?? false
        return AssayError(AssayError.Code(rawValue: code), message, isRetryable: isRetryable)
    }

    private static func digits(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }

    private static func bytes(_ digits: String) -> [UInt8]? {
        let digits = Array(digits)
        guard digits.count.isMultiple(of: 2) else { return nil }
        let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(String(digits[$0...$0 + 1]), radix: 16)
        }
        return bytes.count * 2 == digits.count ? bytes : nil
    }
}
