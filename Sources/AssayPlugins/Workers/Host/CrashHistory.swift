/// When one plugin crashed, and whether that keeps it out.
struct CrashHistory {
    private var crashes: [Duration] = []
    private(set) var quarantinedUntil: Duration?

    static let limit = 3
    static let window = Duration.seconds(60)
    static let sentence = Duration.seconds(600)

    /// Whether the plugin may start something new.
    func isQuarantined(at time: Duration) -> Bool { quarantinedUntil.map { time < $0 } ?? false }

    mutating func recordCrash(at time: Duration) {
        guard !isQuarantined(at: time) else { return }
        crashes.removeAll { $0 + Self.window < time }
        crashes.append(time)
        guard crashes.count >= Self.limit else { return }
        crashes = []
        quarantinedUntil = time + Self.sentence
    }
}
