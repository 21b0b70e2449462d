import Foundation

// Runs one case of Benchmarks/compare.sh: prepares its input, then works once per line of standard input and answers each
// with a line of JSON, so that another program can alternate with it.

let arguments = CommandLine.arguments
guard arguments.count == 4, let threads = Int(arguments[3]), let kernel = KernelCase(arguments[1], folder: arguments[2])
else {
    FileHandle.standardError.write(Data("usage: KernelBenchmark CASE FOLDER THREADS\n".utf8))
    exit(2)
}
while readLine() != nil {
    let clock = ContinuousClock()
    let start = clock.now
    let result = kernel.run(threads: threads)
    let seconds = (clock.now - start) / Duration.seconds(1)
    print("{\"seconds\": \(seconds), \"checksum\": \(result()), \"peak_kb\": \(KernelCase.peakKilobytes)}")
    fflush(nil)
}
