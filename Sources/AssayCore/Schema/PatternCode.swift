internal import CPCRE2

/// A pattern compiled by PCRE2.
///
/// PCRE2 itself bounds the steps from one starting place only, which over all places of a long text still is quadratic
/// or worse. So the translation carries a callout after everything that can be tried in several ways, and the callouts
/// are counted over the whole search.
final class PatternCode: Sendable {
    enum Answer {
        case found
        case absent
        case undecided
    }

    /// The address of the compiled code, which PCRE2 owns.
    ///
    /// It is an integer because pointers are not `Sendable`. Sharing it is sound: PCRE2 only reads compiled code while
    /// matching, and `deinit` alone frees it, when nobody can be matching.
    private let address: UInt
    private let basePrice: Int

    init(_ translation: PatternTranslator.Translation) throws(AssayError) {
        var code: Int32 = 0
        var offset = 0
        let options =
            PCRE2_UTF | PCRE2_DOLLAR_ENDONLY | PCRE2_MATCH_UNSET_BACKREF | PCRE2_NEVER_BACKSLASH_C | PCRE2_NO_UTF_CHECK
        var source = translation.pattern
        let compiled = source.withUTF8 { pcre2_compile_8($0.baseAddress, $0.count, options, &code, &offset, nil) }
        guard let compiled else {
            throw AssayError(.invalidPattern, "The pattern cannot be compiled: \(Self.message(of: code)).")
        }
        address = UInt(bitPattern: compiled)
        basePrice = 1 + (source.utf8.count + translation.leastRepeats) / 64
    }

    deinit { pcre2_code_free_8(OpaquePointer(bitPattern: address)) }

    /// Looks for the pattern anywhere in a text of valid UTF-8.
    func search(_ text: UnsafeBufferPointer<UInt8>, _ meter: inout PatternMeter) -> Answer {
        meter.restart()
        guard
            meter.charge(1 + text.count / 64),
            let code = OpaquePointer(bitPattern: address),
            let match = pcre2_match_data_create_8(1, nil),
            let context = pcre2_match_context_create_8(nil)
        else { return .undecided }
        defer {
            pcre2_match_data_free_8(match)
            pcre2_match_context_free_8(context)
        }
        pcre2_set_match_limit_8(context, 10_000_000)
        pcre2_set_depth_limit_8(context, 1_000_000)
        pcre2_set_heap_limit_8(context, 64 << 10)
        return Self.withCallouts(context, basePrice, &meter) {
            switch pcre2_match_8(code, text.baseAddress, text.count, 0, PCRE2_NO_UTF_CHECK, match, context) {
            case 0...: .found
            case PCRE2_ERROR_NOMATCH: .absent
            default: .undecided
            }
        }
    }

    private struct Callouts {
        var meter: PatternMeter
        let basePrice: Int
    }

    private static func withCallouts(
        _ context: OpaquePointer,
        _ basePrice: Int,
        _ meter: inout PatternMeter,
        _ body: () -> Answer
    ) -> Answer {
        var callouts = Callouts(meter: meter, basePrice: basePrice)
        defer { meter = callouts.meter }
        return withUnsafeMutablePointer(to: &callouts) { callouts in
            let count:
                @convention(c) (UnsafeMutablePointer<pcre2_callout_block_8>?, UnsafeMutableRawPointer?) -> Int32 = {
                    guard let block = $0, let callouts = $1?.assumingMemoryBound(to: Callouts.self) else { return 0 }
                    let (position, price) = (block.pointee.current_position, callouts.pointee.basePrice)
                    return callouts.pointee.meter.arrive(at: position, basePrice: price) ? 0 : PCRE2_ERROR_CALLOUT
                }
            pcre2_set_callout_8(context, count, callouts)
            return body()
        }
    }

    private static func message(of code: Int32) -> String {
        var buffer = [UInt8](repeating: 0, count: 256)
        let length = pcre2_get_error_message_8(code, &buffer, buffer.count)
        return length > 0 ? String(decoding: buffer.prefix(Int(length)), as: UTF8.self) : "error \(code)"
    }
}
