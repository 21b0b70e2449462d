import AssayStatistics
import Testing

/// Expected values are rounded from 50-digit arithmetic.
struct DistributionTests {
    @Test(
        "Student's distribution function agrees with high-precision values",
        arguments: [
            (0.5, 1.0, 0.647583617650433274175401), (1, 1, 0.75), (-2, 1, 0.147583617650433274175401),
            (1, 2, 0.788675134594812882254574), (2.5, 3, 0.956146676495967226374875),
            (0.001, 4, 0.500374999921875020515613), (-4.5, 7, 0.00139916503892131485990087),
            (1.96, 30, 0.970328843551974761842622), (3, 100, 0.998296042328335275231483),
            (12, 9, 0.999999615005688850717398), (1.5, 1000, 0.933034980588956913946188),
            (0.2, 999_999, 0.579259689104865222347271),
        ]
    )
    func studentCumulative(t: Double, nu: Double, expected: Double) {
        #expect(isClose(StudentT.cumulative(t, degreesOfFreedom: nu), expected, relative: 3e-14))
    }

    @Test(
        "Student's quantile agrees with high-precision values",
        arguments: [
            (0.975, 1.0, 12.7062047361746933141016), (0.975, 2, 4.30265272974946178942038),
            (0.975, 4, 2.77644510519779348979096), (0.975, 9, 2.26215716279820499920285),
            (0.95, 30, 1.69726088659395738368266), (0.995, 5, 4.03214298355522717927585),
            (0.6, 3, 0.276670662332689847010906), (0.975, 1_000_000, 1.95996635681410665533761),
            (0.025, 9, -2.26215716279820550864496), (0.9, 1, 3.07768353717525413307895),
        ]
    )
    func studentQuantile(p: Double, nu: Double, expected: Double) {
        #expect(isClose(StudentT.quantile(p, degreesOfFreedom: nu), expected, relative: 1e-13))
    }

    @Test("Student's quantile undoes the distribution function")
    func studentRoundTrip() {
        for nu in [1.0, 2, 3.5, 17, 400] {
            for p in [1e-9, 0.001, 0.2, 0.49, 0.51, 0.9, 0.9999] {
                let t = StudentT.quantile(p, degreesOfFreedom: nu)
                #expect(isClose(StudentT.cumulative(t, degreesOfFreedom: nu), p, relative: 1e-12))
            }
        }
    }

    @Test("The central probability is twice the distribution function minus 1, also for tiny t")
    func studentCentral() {
        for t in [0.3, 1, 2.2, 7] {
            let expected = 2 * StudentT.cumulative(t, degreesOfFreedom: 6) - 1
            #expect(isClose(StudentT.central(t, degreesOfFreedom: 6), expected, relative: 1e-13))
            #expect(StudentT.central(-t, degreesOfFreedom: 6) == StudentT.central(t, degreesOfFreedom: 6))
        }
        // The Cauchy density at 0 is 1/π.
        #expect(isClose(StudentT.central(1e-12, degreesOfFreedom: 1), 2e-12 / Double.pi, relative: 1e-12))
        #expect(StudentT.central(.infinity, degreesOfFreedom: 3) == 1)
        #expect(StudentT.central(1e300, degreesOfFreedom: 3) == 1)
    }

    @Test("Quantiles are infinite at 0 and 1, zero at a half and undefined elsewhere")
    func quantileEdges() {
        #expect(StudentT.quantile(0, degreesOfFreedom: 3) == -.infinity)
        #expect(StudentT.quantile(1, degreesOfFreedom: 3) == .infinity)
        #expect(StudentT.quantile(0.5, degreesOfFreedom: 3) == 0)
        #expect(StudentT.quantile(0.9, degreesOfFreedom: 0).isNaN)
        #expect(StudentT.quantile(1.1, degreesOfFreedom: 3).isNaN)
        #expect(NormalDistribution.quantile(0) == -.infinity)
        #expect(NormalDistribution.quantile(1) == .infinity)
        #expect(NormalDistribution.quantile(0.5) == 0)
        #expect(NormalDistribution.quantile(-0.1).isNaN)
    }

    @Test(
        "The normal quantile agrees with high-precision values",
        arguments: [
            (0.975, 1.95996398454005385560443), (0.95, 1.64485362695147228427632),
            (0.6, 0.253347103135799741324689), (0.01, -2.3263478740408410930751),
            (1e-10, -6.3613409024040561991004), (1e-100, -21.2734535609653242941795),
            (1e-300, -37.047096299361199236547), (0.999999, 4.7534243088170877656881),
            (0.75, 0.674489750196081743202227),
        ]
    )
    func normalQuantile(p: Double, expected: Double) {
        #expect(isClose(NormalDistribution.quantile(p), expected, relative: 1e-14))
    }
}
