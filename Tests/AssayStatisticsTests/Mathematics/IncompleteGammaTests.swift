import AssayStatistics
import Testing

struct IncompleteGammaTests {
    @Test("The upper tail equals that of scipy")
    func upperTail() {
        let expected = [
            (0.5, 0.1, 0.6547208460185768), (0.5, 3, 0.014305878435429641), (3, 2.5, 0.5438131158833297),
            (10, 30, 7.121750862815593e-06), (100, 90, 0.84177901081357), (1000, 1100, 0.0010593232539299773),
            (2, 1e-8, 1), (1.5, 700, 2.945619361016289e-303),
        ]
        for (a, x, value) in expected {
            #expect(isClose(SpecialFunctions.upperIncompleteGamma(a, x), value, relative: 2e-12))
        }
        // One degree of freedom is the square of a normal variable, two are exponential.
        let normal = 2 * NormalDistribution.cumulative(-1.3)
        #expect(isClose(SpecialFunctions.chiSquaredUpperTail(1.69, degreesOfFreedom: 1), normal, relative: 1e-13))
        let exponential = naturalExponential(-2.5)
        #expect(isClose(SpecialFunctions.chiSquaredUpperTail(5, degreesOfFreedom: 2), exponential, relative: 1e-13))
    }

    @Test("The edges of the upper tail are defined")
    func edges() {
        #expect(SpecialFunctions.upperIncompleteGamma(2, 0) == 1)
        #expect(SpecialFunctions.upperIncompleteGamma(2, -1) == 1)
        #expect(SpecialFunctions.upperIncompleteGamma(2, .infinity) == 0)
        #expect(SpecialFunctions.upperIncompleteGamma(0, 1).isNaN)
        #expect(SpecialFunctions.upperIncompleteGamma(1, .nan).isNaN)
    }

    @Test("The digamma function equals that of scipy")
    func digamma() {
        let expected = [
            (1e-3, -1000.5755719318103), (0.1, -10.423754940411076), (0.5, -1.9635100260214235),
            (1, -0.5772156649015329), (2, 0.42278433509846713), (5.5, 1.611093148581751), (10, 2.251752589066721),
            (100, 4.600161852738088), (1e6, 13.81551005796419),
        ]
        for (x, value) in expected { #expect(isClose(SpecialFunctions.digamma(x), value, relative: 1e-14)) }
        #expect(isClose(SpecialFunctions.digamma(1.4616321449683622), 0, absolute: 1e-15))
        #expect(SpecialFunctions.digamma(0) == -.infinity)
        #expect(SpecialFunctions.digamma(-1).isNaN)
    }
}
