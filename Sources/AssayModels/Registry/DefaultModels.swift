/// The models Assay knows without being told.
///
/// Prices, in US dollars per million tokens, and windows are what was remembered of the providers' public lists, and agree
/// with the list that LiteLLM 1.83.14 ships. Nobody has looked them up at the providers, who change prices: check them before
/// money depends on them. A price that rises with the length of the prompt is `null`, because one number would be wrong; so
/// is the price of writing to a cache. Scores are rough judgements of ours that put the models in an order; replace them by
/// measurements of your own. What `wire` says a model refuses is remembered of the providers' documentation.
enum DefaultModels {
    /// Where the facts of a provider's models come from, told to everybody who looks.
    private static func source(_ provider: String) -> String {
        "remembered of \(provider)'s public list and not looked up there; price and window agree with LiteLLM 1.83.14; "
            + "scores are judged, not measured"
    }

    /// What the models that think before they speak take.
    private static let reasoningModel =
        "{temperature: false, top_p: false, stop: false, output_limit: max_completion_tokens, "
        + "reasoning_efforts: [minimal, low, medium, high]}"

    static let yaml = """
        models:
          - id: gpt-5
            provider: openai
            model: gpt-5-2025-08-07
            capabilities: [reasoning, coding]
            context_window: 400000
            max_output_tokens: 128000
            price: {input: 1.25, output: 10, cached_input: 0.125}
            scores: {reasoning: 93, coding: 92, speed: 5}
            supports_vision: true
            supports_function_calling: true
            supports_structured_output: true
            wire: \(reasoningModel)
            source: "\(source("OpenAI"))"
            noted_on: "2025-12"
          - id: gpt-5-mini
            provider: openai
            model: gpt-5-mini-2025-08-07
            capabilities: [reasoning, coding]
            context_window: 400000
            max_output_tokens: 128000
            price: {input: 0.25, output: 2, cached_input: 0.025}
            scores: {reasoning: 85, coding: 84, speed: 7}
            supports_vision: true
            supports_function_calling: true
            supports_structured_output: true
            wire: \(reasoningModel)
            source: "\(source("OpenAI"))"
            noted_on: "2025-12"
          - id: gpt-5-nano
            provider: openai
            model: gpt-5-nano-2025-08-07
            context_window: 400000
            max_output_tokens: 128000
            price: {input: 0.05, output: 0.4, cached_input: 0.005}
            scores: {reasoning: 70, coding: 68, speed: 9}
            supports_vision: true
            supports_function_calling: true
            supports_structured_output: true
            wire: \(reasoningModel)
            source: "\(source("OpenAI"))"
            noted_on: "2025-12"
          - id: gpt-4.1
            provider: openai
            model: gpt-4.1-2025-04-14
            capabilities: [coding]
            context_window: 1047576
            max_output_tokens: 32768
            price: {input: 2, output: 8, cached_input: 0.5}
            scores: {reasoning: 80, coding: 84, speed: 7}
            supports_vision: true
            supports_function_calling: true
            supports_structured_output: true
            wire: {reasoning_efforts: []}
            source: "\(source("OpenAI"))"
            noted_on: "2025-12"
          - id: gpt-4.1-mini
            provider: openai
            model: gpt-4.1-mini-2025-04-14
            context_window: 1047576
            max_output_tokens: 32768
            price: {input: 0.4, output: 1.6, cached_input: 0.1}
            scores: {reasoning: 70, coding: 72, speed: 8}
            supports_vision: true
            supports_function_calling: true
            supports_structured_output: true
            wire: {reasoning_efforts: []}
            source: "\(source("OpenAI"))"
            noted_on: "2025-12"
          - id: gpt-4o
            provider: openai
            model: gpt-4o-2024-08-06
            context_window: 128000
            max_output_tokens: 16384
            price: {input: 2.5, output: 10, cached_input: 1.25}
            scores: {reasoning: 76, coding: 76, speed: 7}
            supports_vision: true
            supports_function_calling: true
            supports_structured_output: true
            wire: {reasoning_efforts: []}
            source: "\(source("OpenAI"))"
            noted_on: "2025-12"
          - id: gpt-4o-mini
            provider: openai
            model: gpt-4o-mini-2024-07-18
            context_window: 128000
            max_output_tokens: 16384
            price: {input: 0.15, output: 0.6, cached_input: 0.075}
            scores: {reasoning: 62, coding: 62, speed: 8}
            supports_vision: true
            supports_function_calling: true
            supports_structured_output: true
            wire: {reasoning_efforts: []}
            source: "\(source("OpenAI"))"
            noted_on: "2025-12"
          - id: gpt-4-turbo
            provider: openai
            model: gpt-4-turbo-2024-04-09
            context_window: 128000
            max_output_tokens: 4096
            price: {input: 10, output: 30}
            scores: {reasoning: 72, coding: 72, speed: 5}
            supports_vision: true
            supports_function_calling: true
            supports_structured_output: false
            wire: {reasoning_efforts: []}
            source: "\(source("OpenAI"))"
            noted_on: "2025-12"
          - id: claude-opus-4-5
            provider: anthropic
            model: claude-opus-4-5-20251101
            capabilities: [reasoning, coding]
            context_window: 200000
            max_output_tokens: 64000
            price: {input: 5, output: 25, cached_input: 0.5}
            scores: {reasoning: 93, coding: 94, speed: 5}
            supports_vision: true
            supports_function_calling: true
            supports_structured_output: true
            wire: {temperature_or_top_p: true, reasoning_efforts: [low, medium, high]}
            source: "\(source("Anthropic"))"
            noted_on: "2025-12"
          - id: claude-sonnet-4-5
            provider: anthropic
            model: claude-sonnet-4-5-20250929
            capabilities: [reasoning, coding]
            context_window: 200000
            max_output_tokens: 64000
            price: {input: 3, output: 15, cached_input: 0.3}
            scores: {reasoning: 90, coding: 93, speed: 6}
            supports_vision: true
            supports_function_calling: true
            supports_structured_output: true
            wire: {temperature_or_top_p: true, reasoning_efforts: []}
            source: "\(source("Anthropic"))"
            noted_on: "2025-12"
          - id: claude-haiku-4-5
            provider: anthropic
            model: claude-haiku-4-5-20251001
            capabilities: [coding]
            context_window: 200000
            max_output_tokens: 64000
            price: {input: 1, output: 5, cached_input: 0.1}
            scores: {reasoning: 80, coding: 84, speed: 8}
            supports_vision: true
            supports_function_calling: true
            supports_structured_output: true
            wire: {temperature_or_top_p: true, reasoning_efforts: []}
            source: "\(source("Anthropic"))"
            noted_on: "2025-12"
          - id: gemini-2.5-pro
            provider: google
            capabilities: [reasoning, coding]
            context_window: 1048576
            max_output_tokens: 65535
            price: null  # rises with the length of the prompt
            scores: {reasoning: 90, coding: 88, speed: 5}
            supports_vision: true
            supports_function_calling: true
            supports_structured_output: true
            wire: {reasoning_efforts: []}
            source: "\(source("Google"))"
            noted_on: "2025-12"
          - id: gemini-2.5-flash
            provider: google
            context_window: 1048576
            max_output_tokens: 65535
            price: {input: 0.3, output: 2.5, cached_input: 0.03}
            scores: {reasoning: 80, coding: 78, speed: 8}
            supports_vision: true
            supports_function_calling: true
            supports_structured_output: true
            wire: {reasoning_efforts: []}
            source: "\(source("Google"))"
            noted_on: "2025-12"
          - id: gemini-2.5-flash-lite
            provider: google
            context_window: 1048576
            max_output_tokens: 65535
            price: {input: 0.1, output: 0.4, cached_input: 0.01}
            scores: {reasoning: 66, coding: 64, speed: 9}
            supports_vision: true
            supports_function_calling: true
            supports_structured_output: true
            wire: {reasoning_efforts: []}
            source: "\(source("Google"))"
            noted_on: "2025-12"
          - id: grok-4
            provider: xai
            model: grok-4-0709
            capabilities: [reasoning]
            context_window: 256000
            price: null  # rises with the length of the prompt
            scores: {reasoning: 88, coding: 84, speed: 4}
            supports_vision: true
            supports_function_calling: true
            supports_structured_output: true
            wire: {stop: false, reasoning_efforts: []}
            source: "\(source("xAI"))"
            noted_on: "2025-12"
        """
}
