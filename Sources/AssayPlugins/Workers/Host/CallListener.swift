internal import AssayCore

/// Hears what a worker says during one call.
struct CallListener {
    /// The kind of frame that answers the call.
    let answer: FrameKind
    private var signalCount = 0

    init(answer: FrameKind) { self.answer = answer }

    mutating func receive(
        _ frame: Frame,
        of call: ToolCall,
        _ reply: inout Worker.Reply,
        _ ask: Worker.Asker
    ) throws(AssayError) -> WorkerLink.Next {
        var reader = PayloadReader(frame.payload)
        switch frame.kind {
        case answer:
            reply.health = try WorkerHealth(reading: &reader)
            reply.result = .success(reader.remainder())
            return .done
        case .failure:
            reply.health = try WorkerHealth(reading: &reader)
            reply.result = .failure(try AssayError(reading: &reader))
            return .done
        case .signal:
            signalCount += 1
            // The worker stops there by itself and says so in one more.
            guard signalCount <= PluginCall.signalLimit + 1 else {
                throw AssayError(.protocolError, "the worker process sent over \(PluginCall.signalLimit) signals")
            }
            call.signal(try ToolSignal(reading: &reader))
            return .more
        case .ask:
            let tool = try reader.text()
            return .reply(Self.reply(to: tool, try reader.json(), ask))
        default: throw PayloadReader.malformed()
        }
    }

    private static func reply(to tool: String, _ request: Value, _ ask: Worker.Asker) -> [UInt8] {
        var writer = PayloadWriter()
        do throws(AssayError) {
            let answer = try ask(tool, request)
            writer.flag(true)
            writer.text(answer.exactJSON)
        } catch {
            writer.flag(false)
            error.write(to: &writer)
        }
        return writer.bytes
    }
}
