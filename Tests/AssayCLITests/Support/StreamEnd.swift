import Foundation

/// The end of a pipe or terminal at which a test reads what a process writes.
struct StreamEnd {
    let descriptor: Int32
    /// The number the process knows the other end by.
    let number: Int32
    private(set) var isOpen = true
    private var bytes: [UInt8] = []

    init(descriptor: Int32, number: Int32) {
        self.descriptor = descriptor
        self.number = number
    }

    /// What was read so far; terminals turn line feeds into two characters, which are turned back.
    var text: String { String(decoding: bytes, as: UTF8.self).replacingOccurrences(of: "\r\n", with: "\n") }

    /// How many bytes were read so far.
    var count: Int { bytes.count }

    mutating func read() {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = Foundation.read(descriptor, &buffer, buffer.count)
        // A terminal whose other end is closed gives an error in place of an end.
        if count <= 0 { close() } else { bytes += buffer[..<count] }
    }

    mutating func close() {
        if isOpen { Foundation.close(descriptor) }
        isOpen = false
    }

    static func pipe() throws -> (mine: Int32, its: Int32) {
        var ends: [Int32] = [0, 0]
        guard Foundation.pipe(&ends) == 0 else { throw ChildProcess.Failure(description: "no pipe: \(errno)") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    static func terminal(_ columns: UInt16) throws -> (mine: Int32, its: Int32) {
        let mine = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var unlocked: Int32 = 0
        var number: UInt32 = 0
        var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        guard mine >= 0, ioctl(mine, setLock, &unlocked) == 0, ioctl(mine, getNumber, &number) == 0,
            ioctl(mine, UInt(TIOCSWINSZ), &size) == 0
        else { throw ChildProcess.Failure(description: "no terminal: \(errno)") }
        let its = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard its >= 0 else { throw ChildProcess.Failure(description: "no terminal: \(errno)") }
        return (mine, its)
    }

    /// `TIOCSPTLCK` and `TIOCGPTN` are macros Swift does not see.
    private static let setLock: UInt = 0x4004_5431
    private static let getNumber: UInt = 0x8004_5430
}
