public import AssayCore

extension Panel {
    /// Looks whether a provider answers and takes the key, by asking for its models; that costs nothing.
    ///
    /// Whether it has the model is not looked at, because providers answer to more names than they list.
    ///
    /// - Parameters:
    ///   - id: The provider's name.
    ///   - limits: How long the look may take.
    /// - Returns: ``ModelAvailability/ready``, or why it cannot be asked.
    /// - Throws: ``AssayCore/AssayError/Code/unknownProvider`` with the name that may have been meant.
    public func checkProviderAvailability(
        _ id: String,
        limits: CallLimits = CallLimits(total: .seconds(5))
    ) async throws(AssayError) -> ModelAvailability {
        await look(at: try member(id), limits)
    }

    /// The names of the providers that can be asked now, in the order they were registered.
    public func availableProviders(limits: CallLimits = CallLimits(total: .seconds(5))) async -> [String] {
        let members = members
        return await withTaskGroup(of: String?.self) { group in
            for member in members {
                group.addTask { await self.look(at: member, limits) == .ready ? member.id : nil }
            }
            let ready = await group.reduce(into: Set<String>()) { ready, id in if let id { ready.insert(id) } }
            return members.map(\.id).filter(ready.contains)
        }
    }

    private func look(at member: PanelMember, _ limits: CallLimits) async -> ModelAvailability {
        do {
            _ = try await member.provider.models(limits: limits)
            return .ready
        } catch let error as AssayError {
            return .unavailable(error.description)
        } catch {
            return .unavailable("it could not be asked")
        }
    }
}
