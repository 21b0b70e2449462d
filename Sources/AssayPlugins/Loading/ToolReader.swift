internal import AssayCore
internal import CAssayPlugin

/// Reads one tool of a plugin and copies everything it says about itself.
struct ToolReader {
    let plugin: PluginReader
    let index: Int

    func tool(at pointer: UnsafePointer<assay_tool>?, gate: CallGate) throws(AssayError) -> any Tool {
        guard let pointer else { throw failure("is null") }
        guard PluginReader.isAligned(pointer) else { throw failure("is not aligned") }
        let size = PluginReader.structSize(pointer)
        guard size >= MemoryLayout<assay_tool>.size else {
            throw plugin.tooSmall("assay_tool", size, MemoryLayout<assay_tool>.size)
        }
        guard let invoke = pointer.pointee.invoke else { throw failure("has a null invoke; every tool needs one") }
        var descriptor = try descriptor(pointer.pointee)
        let keyed = try keyedInvoke(of: pointer)
        if keyed != nil { descriptor.flags.insert(.idempotencyKeys) }
        let isConcurrent = descriptor.flags.contains(.concurrent)
        let native = NativeTool(tool: pointer, invoke: invoke, invokeKeyed: keyed, gate: isConcurrent ? nil : gate)
        guard let batch = try BatchReader(tool: self).batch(of: pointer) else {
            return PluginTool(descriptor: descriptor, native: native)
        }
        return BatchPluginTool(descriptor: descriptor, native: native, batch: batch)
    }

    /// The table of an extension; `nil` where the tool has none of that id.
    func table<T>(_ id: String, of tool: UnsafePointer<assay_tool>, as type: T.Type) throws(AssayError) -> T? {
        guard let raw = tool.pointee.get_extension?(tool, id) else { return nil }
        let table = raw.assumingMemoryBound(to: type)
        guard PluginReader.isAligned(table) else { throw failure("has an \(type) that is not aligned") }
        let size = PluginReader.structSize(table)
        guard size >= MemoryLayout<T>.size else { throw plugin.tooSmall("\(type)", size, MemoryLayout<T>.size) }
        return table.pointee
    }

    /// The function of the `assay.idempotency/1` extension.
    private func keyedInvoke(of tool: UnsafePointer<assay_tool>) throws(AssayError) -> NativeTool.Keyed? {
        guard let table = try table(ASSAY_EXT_IDEMPOTENCY, of: tool, as: assay_tool_idempotency.self) else {
            return nil
        }
        guard let invoke = table.invoke else { throw failure("has a null invoke in its assay_tool_idempotency") }
        return invoke
    }

    /// The failure of this tool.
    func failure(_ what: String) -> AssayError { plugin.failure("tool \(index + 1) \(what)") }

    /// Copies text, which must be UTF-8 within a limit.
    func text(_ text: assay_text, _ field: String, limit: Int = Self.textLimit) throws(AssayError) -> String {
        guard text.size > 0 else { return "" }
        guard text.size <= UInt64(limit) else {
            throw failure("has \(Self.article(field)) of \(text.size) bytes; the limit is \(limit)")
        }
        guard let bytes = CallText.bytes(text) else { throw failure("has a null \(field) with a size") }
        guard let copy = String(validating: bytes, as: UTF8.self) else {
            throw failure("has \(Self.article(field)) that is not UTF-8")
        }
        return copy
    }

    private static func article(_ field: String) -> String {
        field.hasPrefix("i") || field.hasPrefix("o") ? "an \(field)" : "a \(field)"
    }

    static let textLimit = 64 << 10
    static let schemaLimit = 1 << 20
}

extension ToolReader {
    private func descriptor(_ tool: assay_tool) throws(AssayError) -> ToolDescriptor {
        let name = try text(tool.name, "name")
        guard Self.isName(name) else {
            throw failure("has no valid name; a name is a letter or _, then at most 63 letters, digits, _ or -")
        }
        let version = try text(tool.version, "version")
        guard !version.isEmpty else { throw failure("has no version; write one, such as 1.0.0") }
        let provider = try text(tool.provider, "provider")
        return ToolDescriptor(
            name: name,
            version: version,
            description: try text(tool.description, "description"),
            capabilities: try capabilities(tool.capabilities),
            provider: provider.isEmpty ? nil : provider,
            defaultOptions: try defaultOptions(tool.default_options),
            inputSchema: try schema(tool.input_schema, "input_schema"),
            outputSchema: try schema(tool.output_schema, "output_schema"),
            flags: ToolDescriptor.Flags(rawValue: tool.flags & Self.knownFlags),
            maximumUsage: try maximumUsage(tool.maximum_usage),
            origin: .plugin(path: plugin.file, sha256: plugin.digest)
        )
    }

    /// Bits from later minors are left out: what they promise is unknown.
    private static let knownFlags: UInt32 = 15

    static func isName(_ name: String) -> Bool {
        guard let first = name.utf8.first, name.utf8.count <= 64 else { return false }
        let isDigit = { (byte: UInt8) in (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
        let isWord = { (byte: UInt8) in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_")
        }
        return isWord(first) && name.utf8.allSatisfy { isWord($0) || isDigit($0) || $0 == UInt8(ascii: "-") }
    }

    private func json(_ value: assay_text, _ field: String, limit: Int = Self.textLimit) throws(AssayError) -> Value? {
        let text = try text(value, field, limit: limit)
        guard !text.isEmpty else { return nil }
        do throws(AssayError) {
            return try Value(json: text)
        } catch {
            throw failure("has \(Self.article(field)) that is not JSON: \(error.message)")
        }
    }

    private func schema(_ value: assay_text, _ field: String) throws(AssayError) -> Value? {
        guard let schema = try json(value, field, limit: Self.schemaLimit) else { return nil }
        do throws(AssayError) {
            _ = try Schema(schema)
        } catch {
            throw failure("has \(Self.article(field)) that is no JSON Schema: \(error.message)")
        }
        return schema
    }

    private func capabilities(_ value: assay_text) throws(AssayError) -> [String] {
        guard let list = try json(value, "capabilities") else { return [] }
        guard let words = list.array?.map(\.string), !words.contains(nil) else {
            throw failure("has capabilities that are no JSON array of strings")
        }
        return words.compactMap(\.self)
    }

    private func defaultOptions(_ value: assay_text) throws(AssayError) -> Object {
        guard let options = try json(value, "default_options") else { return [:] }
        guard let object = options.object else { throw failure("has default_options that are no JSON object") }
        return object
    }

    private func maximumUsage(_ value: assay_text) throws(AssayError) -> Usage? {
        guard let usage = try json(value, "maximum_usage") else { return nil }
        guard let members = usage.object, members.keys.allSatisfy(["tokens", "cost_usd", "time_ms"].contains) else {
            throw failure("has a maximum_usage that is no JSON object of tokens, cost_usd and time_ms")
        }
        let tokens = members["tokens"]?.int64
        let cost = members["cost_usd"]?.double
        let time = members["time_ms"]?.int64
        let known = [tokens != nil, cost != nil, time != nil].filter(\.self).count
        guard known == members.count, tokens ?? 0 >= 0, cost ?? 0 >= 0, time ?? 0 >= 0 else {
            throw failure(
                "has a maximum_usage with a value that is negative or not a number; tokens and time_ms are integers"
            )
        }
        return Usage(tokens: tokens, costUSD: cost, timeMS: time)
    }
}
