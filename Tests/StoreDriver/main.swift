// A process that uses a state store, for tests that need several of them, or one that dies.
//
//   StoreDriver race PATH KEYS         claims every key, logs each claim it got, and completes it
//   StoreDriver conflict PATH KEYS     claims every key for another call, and prints how many claims are refused
//   StoreDriver record PATH            begins a run and records replicates for ever, logging each when it is on disk
//   StoreDriver run PATH               runs a tool that fails and its substitute, eight replicates each, with retries
//   StoreDriver recover PATH           finishes every run that was cut short, then does what `run` does
//   StoreDriver call PATH VALUE MODE   makes one call under the key "order"; MODE is plain, gate or die, or effects-… for a
//                                      tool that must not be called twice
//
// What is logged goes to PATH.log, a line in one write.
import AssayCore
import Foundation

do {
    let arguments = CommandLine.arguments
    guard arguments.count >= 3 else { exit(64) }
    guard try await Driver.perform(arguments) else { exit(64) }
} catch {
    FileHandle.standardError.write(Data("\(error)\n".utf8))
    exit(1)
}
