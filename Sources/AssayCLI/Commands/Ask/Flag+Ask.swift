import Assay

extension Flag {
    static let models = Flag(
        name: "models",
        value: "P/M,…",
        help: "whom to ask in turn: openai/…, anthropic/…, gemini/…, xai/…, ollama/…, lmstudio/…, mock/…, or a name of "
            + "assay models"
    )
    static let system = Flag(name: "system", value: "TEXT", help: "instructions that stand above the prompt")
    static let image = Flag(
        name: "image",
        value: "FILE|URL",
        help:
            "show this picture (PNG, JPEG, GIF, WebP) before the prompt; the provider fetches an address, never assay",
        isRepeatable: true
    )
    static let document = Flag(
        name: "document",
        value: "FILE|URL",
        help: "show this PDF before the prompt; pictures and documents may have \(Media.byteLimit >> 20) MiB together",
        isRepeatable: true
    )
    static let answerSchema = Flag(
        name: "schema",
        value: "FILE",
        help: "ask for JSON that is valid against this JSON Schema, and check it"
    )
    static let temperature = Flag(name: "temperature", value: "T", help: "0 to 2 (default: the provider's)")
    static let maxTokens = Flag(name: "max-tokens", value: "N", help: "the most tokens of an answer (default 4096)")
    static let reasoningEffort = Flag(
        name: "reasoning-effort",
        value: "E",
        help: "how hard a model thinks, as its provider names it; not sent to one that is known not to take it"
    )
    static let baseURL = Flag(
        name: "base-url",
        value: "URL",
        help: "the address of a compatible server, in place of the provider's own"
    )
    static let keyFile = Flag(
        name: "key-file",
        value: "P=FILE",
        help: "read the key of provider P from a file that only you can read, in place of the environment",
        isRepeatable: true
    )
    static let allowHTTP = Flag(
        name: "allow-http",
        value: nil,
        help: "send requests and keys unencrypted to other machines, too, in a network you trust"
    )
    static let caFile = Flag(
        name: "ca-file",
        value: "FILE",
        help: "trust the certificates (PEM) in this file beside those of the system"
    )
    static let record = Flag(
        name: "record",
        value: "FILE",
        help: "write every request and reply to this file, without keys"
    )
    static let replay = Flag(
        name: "replay",
        value: "FILE",
        help: "answer from such a file, without network and keys; the evidence is the same"
    )
    static let budgetUSD = Flag(name: "budget-usd", value: "X", help: "the most all answers together may cost")
    static let budgetTokens = Flag(name: "budget-tokens", value: "N", help: "the most tokens of all answers together")
}
