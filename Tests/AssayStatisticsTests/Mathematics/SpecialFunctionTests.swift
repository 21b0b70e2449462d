import AssayStatistics
import Testing

/// Expected values are rounded from 50-digit arithmetic.
struct SpecialFunctionTests {
    @Test(
        "The log-gamma function agrees with high-precision values",
        arguments: [
            (1e-10, 23.025850929882735273698), (0.1, 2.2527126517342059598697), (0.5, 0.572364942924700087071714),
            (1.5, -0.120782237635245222345518), (2.5, 0.284682870472919159632495), (3, 0.693147180559945309417232),
            (7.25, 7.05218545073853944492575), (10, 12.8018274800814696112077), (33.3, 82.603723581654952928323),
            (100.5, 361.435540467777621555252), (1000, 5905.22042320918121182608),
            (123_456.789, 1_323_902.0187950631238061), (1e10, 220_258_509_288.810581470042),
            (1e15, 33_538_776_394_910_668.9098202),
        ]
    )
    func logGamma(x: Double, expected: Double) {
        #expect(isClose(SpecialFunctions.logGamma(x), expected, relative: 3e-15, absolute: 4e-15))
    }

    @Test("The log-gamma function has zeros at 1 and 2 and its edges are defined")
    func logGammaEdges() {
        #expect(abs(SpecialFunctions.logGamma(1)) < 5e-15)
        #expect(abs(SpecialFunctions.logGamma(2)) < 5e-15)
        #expect(SpecialFunctions.logGamma(0) == .infinity)
        #expect(SpecialFunctions.logGamma(.infinity) == .infinity)
        #expect(SpecialFunctions.logGamma(-1.5).isNaN)
    }

    @Test(
        "The incomplete beta function agrees with high-precision values",
        arguments: [
            (0.5, 0.5, 0.5, 0.5), (0.5, 5.5, 0.5, 0.00687230330892111837958555), (0.5, 1, 4, 0.9375),
            (0.5, 3, 9, 0.96728515625), (0.5, 20.5, 7.5, 0.0054477879894723895829697),
            (0.5, 200.5, 180.5, 0.152448281202845543167999), (0.5, 5000.5, 4900.5, 0.157439300361546098236446),
            (0.5, 500_000.5, 499_000.5, 0.158534208026079050204667), (0.1, 2, 3, 0.0523000000000000053956839),
            (0.9, 2, 3, 0.996300000000000002398082), (0.01, 0.5, 20, 0.471369935485015559444503),
            (0.99, 30, 0.5, 0.439334368905251011947659), (0.3, 10, 20, 0.36400408107194422775487),
            (0.25, 0.1, 0.2, 0.608659669767820499990578), (1e-5, 0.5, 3, 0.00592923108446354479752396),
            (0.75, 1000, 300, 0.0518690138931403893418361), (0.5, 0.01, 100, 1.0),
        ]
    )
    func incompleteBeta(x: Double, a: Double, b: Double, expected: Double) {
        #expect(isClose(SpecialFunctions.regularizedIncompleteBeta(x, a, b), expected, relative: 2e-14))
    }

    @Test("The incomplete beta function of mirrored arguments adds up to 1")
    func incompleteBetaSymmetry() {
        var generator = SplitMix64(seed: 5)
        for _ in 0..<300 {
            let x = Double.random(in: 0...1, using: &generator)
            let a = Double.random(in: 0.1...60, using: &generator)
            let b = Double.random(in: 0.1...60, using: &generator)
            let sum =
                SpecialFunctions.regularizedIncompleteBeta(x, a, b)
                + SpecialFunctions.regularizedIncompleteBeta(1 - x, b, a)
            #expect(abs(sum - 1) < 1e-13)
        }
    }

    @Test("The incomplete beta function equals the integral of its density")
    func incompleteBetaIntegral() {
        for (x, a, b) in [(0.3, 3.0, 5.0), (0.7, 6.5, 4.0), (0.5, 12.0, 12.5)] {
            let normaliser =
                SpecialFunctions.logGamma(a) + SpecialFunctions.logGamma(b) - SpecialFunctions.logGamma(a + b)
            let area = SlowOracles.integral(from: 0, to: x) { t in
                t <= 0 ? 0 : naturalExponential((a - 1) * naturalLog(t) + (b - 1) * naturalLog(1 - t) - normaliser)
            }
            #expect(isClose(SpecialFunctions.regularizedIncompleteBeta(x, a, b), area, relative: 1e-9))
        }
    }

    @Test("The incomplete beta function clamps x and refuses parameters that are not positive")
    func incompleteBetaEdges() {
        #expect(SpecialFunctions.regularizedIncompleteBeta(0, 2, 3) == 0)
        #expect(SpecialFunctions.regularizedIncompleteBeta(-1, 2, 3) == 0)
        #expect(SpecialFunctions.regularizedIncompleteBeta(1, 2, 3) == 1)
        #expect(SpecialFunctions.regularizedIncompleteBeta(7, 2, 3) == 1)
        #expect(SpecialFunctions.regularizedIncompleteBeta(0.5, 0, 3).isNaN)
        #expect(SpecialFunctions.regularizedIncompleteBeta(0.5, 2, .infinity).isNaN)
        #expect(SpecialFunctions.regularizedIncompleteBeta(.nan, 2, 3).isNaN)
    }
}
