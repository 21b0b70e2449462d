/// Jobs in the order they came.
struct JobQueue<Job> {
    private var jobs: [Job] = []
    private var head = 0

    var count: Int { jobs.count - head }

    /// How many jobs are remembered, among them some that were taken.
    var places: Int { jobs.count }

    mutating func append(_ job: Job) { jobs.append(job) }

    mutating func popFirst() -> Job? {
        guard head < jobs.count else { return nil }
        let job = jobs[head]
        head += 1
        if head == jobs.count {
            jobs.removeAll(keepingCapacity: jobs.capacity <= Self.smallCapacity)
            head = 0
        } else if head > Self.smallCapacity, head > count {
            // A queue that is never empty must not remember every job it ever held.
            jobs.removeFirst(head)
            head = 0
        }
        return job
    }

    private static var smallCapacity: Int { 4096 }
}
