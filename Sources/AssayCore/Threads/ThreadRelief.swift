internal import Foundation

/// Decides how many threads are woken for jobs that wait.
struct ThreadRelief {
    /// Jobs begun before the last look; `nil` before the first.
    private var begun: Int?
    private var burst = 1
    /// Looks in a row at which threads were still to come.
    private var looksInVain = 0
    private let cores: Int

    /// What goes on among the threads.
    struct Look {
        /// Jobs nobody has begun yet.
        var waiting: Int
        /// Jobs begun so far.
        var begun: Int
        /// Threads that run jobs, or are about to.
        var active: Int
        /// Active threads that have not run since they were woken.
        var coming: Int
    }

    init(cores: Int = Self.availableCores) { self.cores = cores }

    /// Asked for once: the answer is read from files of the system's, which takes longer than most jobs that are short.
    private static let availableCores = ProcessInfo.processInfo.activeProcessorCount

    /// Jobs begun between two looks that show that they are too short to share.
    private static let shortJobs = 8
    private static let largestBurst = 256
    /// Looks after which threads that are still to come are no longer waited for: the system may have refused to start them.
    private static let mostLooksInVain = 4096

    /// How many threads to wake: none while some that were woken have no processor yet, since they will take jobs and more
    /// of them would only wait for processors, too.
    mutating func threads(after look: Look) -> Int {
        let progress = begun.map { look.begun - $0 }
        begun = look.begun
        looksInVain = look.coming > 0 ? looksInVain + 1 : 0
        guard looksInVain == 0 || looksInVain > Self.mostLooksInVain, let progress else { return 0 }
        let isStuck = progress == 0
        burst = isStuck ? min(burst * 2, Self.largestBurst) : 1
        let hasRoom = look.active < cores && progress < Self.shortJobs
        return isStuck || hasRoom ? min(burst, look.waiting) : 0
    }
}
