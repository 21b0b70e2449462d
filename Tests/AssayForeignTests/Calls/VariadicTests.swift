import AssayCore
import AssayPlugins
import Testing

@Suite("Variadic functions")
struct VariadicTests {
    private static let source = """
        #include <stdarg.h>
        #include <stdint.h>
        double sum(int32_t count, ...) {
            va_list list;
            va_start(list, count);
            double sum = 0;
            for (int32_t i = 0; i < count; i++) sum += va_arg(list, double);
            va_end(list);
            return sum;
        }
        int64_t mixed(const char *kinds, ...) {
            va_list list;
            va_start(list, kinds);
            int64_t sum = 0;
            for (; *kinds; kinds++) {
                if (*kinds == 'i') sum += va_arg(list, int32_t);
                if (*kinds == 'l') sum += va_arg(list, int64_t);
                if (*kinds == 'd') sum += (int64_t)va_arg(list, double);
                if (*kinds == 's') sum += va_arg(list, const char *)[0];
            }
            va_end(list);
            return sum;
        }
        """

    private let library: Library

    init() throws { library = try Library(Self.source) }

    @Test("Any number of doubles beyond those in registers", arguments: [0, 1, 8, 9, 20])
    func doubles(count: Int) async throws {
        let variable = (0..<count).map { #", {"name": "x\#($0)", "type": "f64"}"# }.joined()
        let sum = try library.tool(
            """
            {"name": "f", "symbol": "sum", "fixed": 1, "returns": {"name": "sum", "type": "f64"}, "parameters": [
                {"name": "count", "type": "i32", "value": \(count)}\(variable)]}
            """
        )
        var request = Object()
        for index in 0..<count { request["x\(index)"] = .number(Double(1 << index)) }
        #expect(try await sum.answer(.object(request)) == ["sum": .number(Double((1 << count) - 1))])
    }

    @Test("Integers, numbers and text mixed")
    func mixed() async throws {
        let mixed = try library.tool(
            """
            {"name": "f", "symbol": "mixed", "fixed": 1, "returns": {"name": "sum", "type": "i64"}, "parameters": [
                {"name": "kinds", "type": "cstring", "value": "ildsd"}, {"name": "i", "type": "i32"},
                {"name": "l", "type": "i64"}, {"name": "d", "type": "f64"}, {"name": "s", "type": "cstring"},
                {"name": "e", "type": "f64"}]}
            """
        )
        let answer = try await mixed.answer(["i": -1, "l": 1_000_000_000_000, "d": 10.5, "s": "A", "e": 100])
        #expect(answer == ["sum": 1_000_000_000_174])
    }
}
