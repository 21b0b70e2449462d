// A process that uses a state store, for tests that need several of them, or one that dies.
//
//   StoreDriver race PATH KEYS         claims every key, logs each claim it got, and completes it
//   StoreDriver conflict PATH KEYS     claims every key for another call, and prints how many claims are refused
//   StoreDriver record PATH            begins a run and records replicates for ever, logging each when it is on disk
//   StoreDriver open PATH              opens the store and closes it
//   StoreDriver count PATH             looks for damage, and prints how many replicates each run has on record
//   StoreDriver run PATH               runs a tool that fails and its substitute, eight replicates each, with retries
//   StoreDriver recover PATH           finishes every run that was cut short, then does what `run` does
//   StoreDriver call PATH VALUE MODE   makes one call under the key "order"; MODE is plain, gate or die, with effects- before
//                                      it for a tool that must not be called twice, and recorded- for a run on record
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
