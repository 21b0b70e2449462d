/// What happens while a request is answered.
public enum RouteEvent: Sendable, Hashable {
    /// This model will be asked, for these reasons.
    case chosen(RoutingDecision)
    /// The next piece of the answer's text.
    case text(String)
    /// The next piece of the reasoning, where the provider shows it.
    case reasoning(String)
    /// The model wants a function called.
    case call(FunctionCall)
    /// A function was called.
    case executed(ExecutedCall)
    /// A model that failed of late is passed over, and another one asked before it.
    case passedOver(RestingModel)
    /// A call of a model ended, with an answer or not.
    case attempt(ModelAttempt)
    /// The answer broke and begins anew: the text since the last function call does not count any more.
    case restarted(StreamBreak)
    /// The answer broke and goes on from where it was.
    case continued(StreamBreak)
    /// The whole answer; nothing follows.
    case finished(APIResponse)
}
