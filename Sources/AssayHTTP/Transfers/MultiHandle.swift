internal import CCurl

/// libcurl's handle of many transfers.
struct MultiHandle: @unchecked Sendable {  // Other threads only wake it, under the inbox's lock.
    let pointer: UnsafeMutableRawPointer

    /// Makes a handle; nil where there is no memory.
    init?() {
        guard Self.isReady, let pointer = curl_multi_init() else { return nil }
        self.pointer = pointer
    }

    /// Sets libcurl up, once in a process.
    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    /// Ends the wait for transfers, or the next one.
    func wake() { curl_multi_wakeup(pointer) }
}
