import JSONText

/// The classification of the CNS disease: shown, never used to hide.
public struct ClassificationReport: Hashable, Sendable {
    /// `leptomeningeal`, `oligometastatic`, `multifocal` or `unknown`; null without CNS disease.
    public var extent: String?
    /// `parenchymal`, `leptomeningeal` or `combined`.
    public var anatomy: String?
    /// Whether the latest finding is larger than the limit (3 cm).
    public var large: Bool
    /// `cerebellum` or `brainstem`.
    public var criticalSite: String?
    /// `responsive`, `progressive` or `unknown`.
    public var response: String?
    /// `symptomatic` or `asymptomatic`.
    public var presentation: String
    /// Young when the patient became metastatic; null where unknown.
    public var young: Bool?
    /// Lung or liver metastasis.
    public var visceral: Bool
    /// ER and PR negative; null where unknown.
    public var hormoneReceptorNegative: Bool?
    /// Whether enough risk factors hold.
    public var highRisk: Bool
    /// Whether the patient is in the time in which CNS disease most often appears.
    public var inPeak: Bool?
    /// Whether none of the running HER2-directed drugs is CNS-active.
    public var onlyAgentsNotCNSActive: Bool?
    /// Whether the number of lesions is favourable.
    public var favourableNumber: Bool?
    /// Karnofsky performance status.
    public var kps: Int?
    /// Breast-GPA, its least value in tenths of a point.
    public var gpaLowTenths: Int?
    /// Breast-GPA, its greatest value in tenths of a point.
    public var gpaHighTenths: Int?
    /// What the score lacks.
    public var gpaMissing: [String]

    /// The message with these members.
    public init(
        extent: String? = nil, anatomy: String? = nil, large: Bool, criticalSite: String? = nil,
        response: String? = nil, presentation: String, young: Bool? = nil, visceral: Bool,
        hormoneReceptorNegative: Bool? = nil, highRisk: Bool, inPeak: Bool? = nil, onlyAgentsNotCNSActive: Bool? = nil,
        favourableNumber: Bool? = nil, kps: Int? = nil, gpaLowTenths: Int? = nil, gpaHighTenths: Int? = nil,
        gpaMissing: [String]
    ) {
        self.extent = extent
        self.anatomy = anatomy
        self.large = large
        self.criticalSite = criticalSite
        self.response = response
        self.presentation = presentation
        self.young = young
        self.visceral = visceral
        self.hormoneReceptorNegative = hormoneReceptorNegative
        self.highRisk = highRisk
        self.inPeak = inPeak
        self.onlyAgentsNotCNSActive = onlyAgentsNotCNSActive
        self.favourableNumber = favourableNumber
        self.kps = kps
        self.gpaLowTenths = gpaLowTenths
        self.gpaHighTenths = gpaHighTenths
        self.gpaMissing = gpaMissing
    }
}

extension ClassificationReport: ControlMessage {
    /// Reads the message; members it does not know are passed over.
    public init(json: JSONObject) throws(MessageError) {
        let members = MessageMembers(json)
        extent = try members.stringIfPresent("extent")
        anatomy = try members.stringIfPresent("anatomy")
        large = try members.boolean("large")
        criticalSite = try members.stringIfPresent("criticalSite")
        response = try members.stringIfPresent("response")
        presentation = try members.string("presentation")
        young = try members.booleanIfPresent("young")
        visceral = try members.boolean("visceral")
        hormoneReceptorNegative = try members.booleanIfPresent("hormoneReceptorNegative")
        highRisk = try members.boolean("highRisk")
        inPeak = try members.booleanIfPresent("inPeak")
        onlyAgentsNotCNSActive = try members.booleanIfPresent("onlyAgentsNotCNSActive")
        favourableNumber = try members.booleanIfPresent("favourableNumber")
        kps = try members.integerIfPresent("kps")
        gpaLowTenths = try members.integerIfPresent("gpaLowTenths")
        gpaHighTenths = try members.integerIfPresent("gpaHighTenths")
        gpaMissing = try members.strings("gpaMissing")
    }

    /// Writes the members of the message, without the braces.
    public func writeMembers(to writer: inout JSONWriter) {
        writer.member("extent", extent)
        writer.member("anatomy", anatomy)
        writer.member("large", large)
        writer.member("criticalSite", criticalSite)
        writer.member("response", response)
        writer.member("presentation", presentation)
        writer.member("young", young)
        writer.member("visceral", visceral)
        writer.member("hormoneReceptorNegative", hormoneReceptorNegative)
        writer.member("highRisk", highRisk)
        writer.member("inPeak", inPeak)
        writer.member("onlyAgentsNotCNSActive", onlyAgentsNotCNSActive)
        writer.member("favourableNumber", favourableNumber)
        writer.member("kps", kps)
        writer.member("gpaLowTenths", gpaLowTenths)
        writer.member("gpaHighTenths", gpaHighTenths)
        writer.member("gpaMissing", gpaMissing)
    }
}
