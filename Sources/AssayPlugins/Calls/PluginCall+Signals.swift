internal import AssayCore
internal import CAssayPlugin

extension PluginCall {
    /// An event of the tool's own; whether it was passed on.
    func emit(_ name: assay_text, _ json: assay_text) -> Bool {
        guard name.size <= 64, json.size <= UInt64(Self.eventLimit),
            let nameBytes = CallText.bytes(name), let jsonBytes = CallText.bytes(json),
            Self.isEventName(nameBytes), let data = try? Value(jsonBytes: Array(jsonBytes))
        else {
            _ = signal(.warning("the tool sent an event that is malformed or too large; it is left out"))
            return false
        }
        let name = String(decoding: nameBytes, as: UTF8.self)
        if name == "warning", let text = data.string { return signal(.warning(CallText.sanitised(text.utf8))) }
        return signal(.custom(name: name, data: data))
    }

    /// How far the call is.
    func progress(_ fraction: Double, _ message: assay_text) {
        guard !fraction.isNaN else { return }
        let bytes = CallText.bytes(message) ?? UnsafeBufferPointer(start: nil, count: 0)
        _ = signal(.progress(fraction: min(max(fraction, 0), 1), message: CallText.sanitised(bytes)))
    }

    /// What the call has used since the last report.
    func usage(_ report: UnsafePointer<assay_usage>?) {
        guard let report, PluginReader.isAligned(report),
            PluginReader.structSize(report) >= MemoryLayout<assay_usage>.size
        else {
            _ = signal(.warning("the tool reported its usage wrongly; the report is left out"))
            return
        }
        let fields = report.pointee
        let isKnown = { (bit: Int) in fields.fields & UInt32(bit) != 0 }
        var used = Usage()
        if isKnown(ASSAY_USAGE_TOKENS) { used.tokens = plausible(fields.tokens, "tokens") }
        if isKnown(ASSAY_USAGE_TIME) { used.timeMS = plausible(fields.time_ms, "time") }
        if isKnown(ASSAY_USAGE_COST) { used.costUSD = plausible(fields.cost_usd, "cost") }
        if used != Usage() { _ = signal(.usage(used)) }
    }

    /// Why the call is about to fail.
    func setError(_ code: assay_text, _ message: assay_text, isRetryable: Bool) {
        let code = CallText.bytes(code).flatMap(Self.errorCode) ?? .toolFailed
        let text = CallText.bytes(message).map { CallText.sanitised($0) } ?? ""
        let error = AssayError(
            code,
            text.isEmpty ? "the tool failed and gave no reason" : text,
            isRetryable: isRetryable
        )
        fail(error.afterBeginning)
    }

    private static let eventLimit = 64 << 10

    private func plausible<T: Comparable & ExpressibleByIntegerLiteral>(_ value: T, _ name: String) -> T? {
        let isFinite = (value as? Double)?.isFinite ?? true
        if isFinite, value >= 0 { return value }
        _ = signal(.warning("the tool reported a negative or infinite \(name); it is left out"))
        return nil
    }

    private static func isEventName(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        !bytes.isEmpty
            && bytes.allSatisfy { byte in
                byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
                    || isLetter(byte | 0x20) || isDigit(byte)
            }
    }

    private static func errorCode(_ bytes: UnsafeBufferPointer<UInt8>) -> AssayError.Code? {
        guard (1...64).contains(bytes.count), isLetter(bytes[0]),
            bytes.allSatisfy({ isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "_") })
        else { return nil }
        return AssayError.Code(rawValue: String(decoding: bytes, as: UTF8.self))
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
