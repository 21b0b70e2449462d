import AssayModels
import Testing

struct ModelMessageTests {
    @Test("A turn's text and calls are those of its pieces, in order")
    func pieces() {
        let first = FunctionCall(id: "1", name: "add", rawArguments: "{}")
        let second = FunctionCall(id: "2", name: "sub", rawArguments: "{}")
        let message = ModelMessage(.assistant, [.text("a"), .call(first), .text("b"), .call(second)])
        #expect(message.text == "ab")
        #expect(message.calls == [first, second])
        #expect(ModelMessage.user("hello").text == "hello")
        #expect(ModelMessage.user("hello").calls.isEmpty)
    }
}
