import AssayHTTP
import Testing

struct ServerSentEventTests {
    @Test("An event without a name is a message")
    func name() { #expect(ServerSentEvent(data: "x").name == "message") }
}
