import ClinicalModel

extension PatientPlan {
    /// What is odd in the record that the plan was made from; `agents` names the drugs of the record.
    public func remarks(agents: AgentNames) -> [Remark] {
        RemarkFinder(facts: assessment.facts, agents: agents).remarks
    }
}
