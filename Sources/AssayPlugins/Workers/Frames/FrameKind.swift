/// What a frame between host and worker says.
enum FrameKind: UInt8 {
    // Host to worker.
    case setup = 1
    case call = 2
    case batch = 3
    case reply = 4
    case crowd = 5

    // Worker to host.
    case sandboxed = 16
    case tool = 17
    case ready = 18
    case failure = 19
    case answer = 20
    case filled = 21
    case signal = 22
    case log = 23
    case ask = 24
}
