import ClinicalModel

/// The drugs of the stories.
struct SyntheticAgents {
    let names: AgentNames
    let trastuzumab: Agent
    let pertuzumab: Agent
    let emtansine: Agent
    let deruxtecan: Agent
    let tucatinib: Agent
    let docetaxel: Agent
    let capecitabine: Agent
    let letrozole: Agent
    let intrathecal: Agent

    init() {
        var names = AgentNames()
        trastuzumab = names.agent(named: "trastuzumab")
        pertuzumab = names.agent(named: "pertuzumab")
        emtansine = names.agent(named: "trastuzumab-emtansine")
        deruxtecan = names.agent(named: "trastuzumab-deruxtecan")
        tucatinib = names.agent(named: "tucatinib")
        docetaxel = names.agent(named: "docetaxel")
        capecitabine = names.agent(named: "capecitabine")
        letrozole = names.agent(named: "letrozole")
        intrathecal = names.agent(named: "intrathecal-trastuzumab")
        self.names = names
    }
}
