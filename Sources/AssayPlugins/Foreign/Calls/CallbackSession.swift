internal import AssayCore
internal import Synchronization

/// Serves one callback during one call.
///
/// An error cannot pass through C: the first one is kept, the library gets zeros from then on, and the call fails with
/// it when the function returns.
final class CallbackSession: Sendable {
    private let callback: ForeignCallback
    private let name: String
    private let call: ToolCall
    private let callTool: ForeignToolCaller?
    private let problem = Mutex<AssayError?>(nil)

    init(_ callback: ForeignCallback, name: String, call: ToolCall, callTool: ForeignToolCaller?) {
        self.callback = callback
        self.name = name
        self.call = call
        self.callTool = callTool
    }

    /// Why a callback failed, if one did.
    var failure: AssayError? { problem.withLock { $0 } }

    typealias Arguments = UnsafeMutablePointer<UnsafeMutableRawPointer?>

    func serve(_ arguments: Arguments?, _ result: UnsafeMutableRawPointer?) {
        if callback.result != nil { result?.storeBytes(of: 0, as: UInt64.self) }
        guard failure == nil else { return }
        do throws(AssayError) {
            if call.isCancelled { throw AssayError(.cancelled, "the call was cancelled") }
            try answer(arguments, result)
        } catch {
            problem.withLock { $0 = $0 ?? error }
        }
    }

    private func answer(_ arguments: Arguments?, _ result: UnsafeMutableRawPointer?) throws(AssayError) {
        switch callback.action {
        case .compare(let key, let isAscending):
            guard let left = pointer(arguments, 0), let right = pointer(arguments, 1) else { throw null() }
            let order = key.scalar.order(left + key.offset, right + key.offset)
            result?.storeBytes(of: Int64(isAscending ? order : -order), as: Int64.self)
        case .tool(let tool, let member):
            let answer = try ask(tool, try request(arguments))
            guard let scalar = callback.result, let member, let result else { return }
            guard let value = answer[member] else { throw bad("the answer of \(tool) has no \(member)") }
            do throws(Misfit) {
                try scalar.writeResult(value, to: result)
            } catch {
                result.storeBytes(of: 0, as: UInt64.self)
                throw bad("\(member) in the answer of \(tool) \(error)")
            }
        }
    }

    private func ask(_ tool: String, _ request: Value) throws(AssayError) -> Value {
        guard let callTool else { throw bad("nobody was given to ask \(tool)") }
        do {
            return try callTool(tool, request, call)
        } catch let error as AssayError {
            let what = error.code == .unknownTool ? "it asks the tool \(tool): \(error.message)" : error.message
            throw AssayError(error.code, "callback \(name): \(what)", isRetryable: error.isRetryable)
        } catch {
            throw AssayError(.toolFailed, "callback \(name): the tool \(tool) failed")
        }
    }
}

extension CallbackSession {
    private func request(_ arguments: Arguments?) throws(AssayError) -> Value {
        var members = Object()
        for (index, parameter) in callback.parameters.enumerated() {
            do throws(Misfit) {
                members[parameter.name] = try value(parameter.kind, arguments, index)
            } catch {
                throw bad("\(parameter.name) \(error)")
            }
        }
        return .object(members)
    }

    private func value(_ kind: ForeignCallback.Kind, _ arguments: Arguments?, _ index: Int) throws(Misfit) -> Value? {
        switch kind {
        case .ignored: return nil
        case .value(let layout):
            guard let place = arguments?[index] else { throw Misfit("is missing") }
            return try layout.read(place)
        case .element(let layout):
            guard let place = pointer(arguments, index) else { throw Misfit("is null") }
            return try layout.read(place)
        case .text:
            guard let place = pointer(arguments, index) else { throw Misfit("is null") }
            return try CText.read(place)
        }
    }

    private func pointer(_ arguments: Arguments?, _ index: Int) -> UnsafeRawPointer? {
        arguments?[index].flatMap { $0.loadUnaligned(as: UnsafeRawPointer?.self) }
    }

    private func null() -> AssayError {
        AssayError(.protocolError, "callback \(name): the library gave null to compare")
    }

    private func bad(_ what: String) -> AssayError { AssayError(.badOutput, "callback \(name): \(what)") }
}
