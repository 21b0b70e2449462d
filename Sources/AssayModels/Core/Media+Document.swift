public import AssayCore

extension Media {
    /// As an object with `data` or `url`, and with `media_type` and `name` where they are known, as requests of a
    /// ``ModelTool`` have it among `images` and `documents`.
    public var document: Value {
        var members = Object()
        members.set("media_type", mediaType.map(Value.string))
        members.set("name", name.map(Value.string))
        switch source {
        case .data(let text): members["data"] = .string(text)
        case .url(let url): members["url"] = .string(url)
        }
        return .object(members)
    }

    /// Reads an object as ``document`` writes it.
    ///
    /// - Throws: ``AssayCore/AssayError/Code/invalidArgument`` for what is of another kind or cannot be shown.
    init(_ document: Value, as kind: Kind) throws(AssayError) {
        let (type, name) = (document["media_type"]?.string, document["name"]?.string)
        guard let data = document["data"]?.string else {
            try self.init(kind, url: document["url"]?.string ?? "", mediaType: type, name: name)
            return
        }
        try self.init(base64: data, name: name)
        guard self.kind == kind else { throw MediaFormat.mismatch(kind) }
        guard type ?? mediaType == mediaType else {
            throw AssayError(.invalidArgument, "its media_type is not what its data begin like: \(mediaType ?? "")")
        }
    }

    /// The schema of `images` or `documents` in the request of a tool.
    static func schema(_ kind: Kind) -> Value {
        let types = MediaFormat.allCases.filter { $0.kind == kind }.map { Value.string($0.rawValue) }
        let item: Value = [
            "type": "object", "additionalProperties": false,
            "properties": [
                "media_type": ["enum": .array(types)], "name": ["type": "string"], "url": ["type": "string"],
                "data": ["type": "string", "contentEncoding": "base64"],
            ],
            "oneOf": [["required": ["data"]], ["required": ["url"]]],
        ]
        return ["type": "array", "items": item]
    }
}

extension ModelMessage {
    /// A turn of a tool's request, which shows `images` and `documents` before it says a text.
    init(_ role: Role, _ text: String, showing turn: Value) throws(AssayError) {
        var parts: [Part] = []
        for (key, kind) in [("images", Media.Kind.picture), ("documents", .document)] {
            for (place, item) in (turn[key]?.array ?? []).enumerated() {
                do throws(AssayError) {
                    parts.append(.media(try Media(item, as: kind)))
                } catch {
                    throw AssayError(.invalidRequest, "\(key)[\(place)] cannot be shown: \(error.message)")
                }
            }
        }
        guard parts.isEmpty || role == .user else {
            throw AssayError(.invalidRequest, "images and documents belong into turns of the user")
        }
        self.init(role, parts + [.text(text)])
    }
}

extension [ModelMessage] {
    /// The messages, where what they show is not too much together.
    func checkedMedia() throws(AssayError) -> [ModelMessage] {
        let count = flatMap(\.media).reduce(0) { $0 + $1.byteCount }
        guard count <= Media.byteLimit else {
            let limit = "\(Media.byteLimit >> 20) MiB"
            throw AssayError(.invalidRequest, "images and documents of a request may have \(limit) together")
        }
        return self
    }
}
