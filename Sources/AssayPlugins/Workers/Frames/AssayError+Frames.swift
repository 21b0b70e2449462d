internal import AssayCore

extension AssayError {
    /// Puts the failure into a payload.
    func write(to writer: inout PayloadWriter) {
        writer.text(code.rawValue)
        writer.text(message)
        writer.flag(isRetryable)
    }

    /// Reads a failure; its words come from code that is not trusted.
    init(reading reader: inout PayloadReader) throws(AssayError) {
        let code = try reader.text()
        let isCode =
            (1...64).contains(code.utf8.count)
            && code.utf8.allSatisfy { byte in
                (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "_")
            }
        guard isCode else { throw PayloadReader.malformed() }
        let message = CallText.sanitised(try reader.text().utf8, limit: 4 * CallText.messageLimit)
        self.init(Code(rawValue: code), message, isRetryable: try reader.flag())
    }
}
