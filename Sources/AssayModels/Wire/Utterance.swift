/// What a turn says or shows, apart from functions.
enum Utterance {
    case text(String)
    case media(Media)
}

extension ModelMessage {
    /// Texts that are not empty, pictures and documents, in order; texts that follow each other are one.
    var utterances: [Utterance] {
        var said: [Utterance] = []
        for part in parts {
            switch part {
            case .text(""), .call, .result: break
            case .text(let text):
                var text = text
                if case .text(let before) = said.last {
                    said.removeLast()
                    text = before + text
                }
                said.append(.text(text))
            case .media(let media): said.append(.media(media))
            }
        }
        return said
    }
}
