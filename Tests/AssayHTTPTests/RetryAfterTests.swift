import AssayCore
import AssayHTTP
import Testing

@Suite("How long a server asks to wait")
struct RetryAfterTests {
    /// Sun, 06 Nov 1994 08:49:37 GMT.
    private let now = WallClock { 784_111_777_000 }

    private func wait(_ headers: HTTPHeaders) -> Duration? { RetryAfter.wait(in: headers, clock: now) }

    @Test(
        "Seconds, clamped to 30 days",
        arguments: [
            ("0", .zero), ("120", .seconds(120)), (" 5 ", .seconds(5)), ("1.5", .milliseconds(1500)),
            ("+3", .seconds(3)),
            ("0.0001", .milliseconds(1)), ("-1", .zero), ("-1e300", .zero), ("1e9", .seconds(2_592_000)),
            ("2592001", .seconds(2_592_000)), ("99999999999999999999999999", .seconds(2_592_000)),
            ("1e999", .seconds(2_592_000)),
        ] as [(String, Duration)]
    )
    func seconds(text: String, expected: Duration) { #expect(wait(["retry-after": text]) == expected) }

    @Test(
        "What cannot be understood says nothing",
        arguments: [
            "", " ", "NaN", "nan", "inf", "-inf", "Infinity", "0x10", "soon", "1 minute", "١٢", "--1", "e", "1e", "1,5",
            "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, 06 Nov 1994 08:60:37 GMT",
            "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49 GMT", "Sun, 06 Nov 1994 08:49:37 CET",
            "Sun, 06 Nov 99999999999999999999 08:49:37 GMT", "Sun, 00 Nov 1994 08:49:37 GMT", ", : - ,,, ",
        ]
    )
    func nothing(text: String) { #expect(wait(["retry-after": text]) == nil) }

    @Test(
        "Dates in the three forms of HTTP",
        arguments: [
            ("Sun, 06 Nov 1994 08:49:37 GMT", .zero), ("Sun, 06 Nov 1994 08:50:07 GMT", .seconds(30)),
            ("Sunday, 06-Nov-94 08:50:07 GMT", .seconds(30)), ("Sun Nov  6 08:50:07 1994", .seconds(30)),
            ("Sun, 06 Nov 1994 08:49:07 GMT", .zero), ("Thu, 01 Jan 1970 00:00:00 GMT", .zero),
            ("Mon, 01 Jan 0001 00:00:00 GMT", .zero), ("Fri, 31 Dec 9999 23:59:60 GMT", .seconds(2_592_000)),
            ("Mon, 07 Nov 1994 08:49:37 GMT", .seconds(86_400)),
            ("Thu, 01 Dec 1994 08:49:37 GMT", .seconds(25 * 86_400)),
        ] as [(String, Duration)]
    )
    func dates(text: String, expected: Duration) { #expect(wait(["retry-after": text]) == expected) }

    @Test("A leap day is a day, and only in a leap year")
    func leapDays() {
        func seconds(_ now: Int64, _ text: String) -> Duration? {
            RetryAfter.wait(in: ["retry-after": text], clock: WallClock { now })
        }
        // 28 February of 2024, 2000 and 2023, noon.
        #expect(seconds(1_709_121_600_000, "Thu, 29 Feb 2024 12:00:00 GMT") == .seconds(86_400))
        #expect(seconds(1_709_121_600_000, "Fri, 01 Mar 2024 12:00:00 GMT") == .seconds(2 * 86_400))
        #expect(seconds(951_739_200_000, "Tue, 29 Feb 2000 12:00:00 GMT") == .seconds(86_400))
        #expect(seconds(1_677_585_600_000, "Wed, 29 Feb 2023 12:00:00 GMT") == nil)
        #expect(seconds(1_677_585_600_000, "Wed, 01 Mar 2023 12:00:00 GMT") == .seconds(86_400))
    }

    @Test("A year of two digits is at most 50 years ahead")
    func twoDigits() {
        #expect(wait(["retry-after": "Sunday, 06-Nov-44 08:49:37 GMT"]) == .seconds(2_592_000))
        #expect(wait(["retry-after": "Sunday, 06-Nov-45 08:49:37 GMT"]) == .zero)
    }

    @Test("Milliseconds come first, where they can be understood")
    func milliseconds() {
        #expect(wait(["retry-after": "9", "Retry-After-Ms": "250"]) == .milliseconds(250))
        #expect(wait(["retry-after": "9", "retry-after-ms": "soon"]) == .seconds(9))
        #expect(wait(["retry-after-ms": "1e99"]) == .seconds(2_592_000))
        #expect(wait([:]) == nil)
    }
}
