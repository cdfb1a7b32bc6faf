import ClinicalModel
import Surveillance
import Testing

@Suite("Classification")
struct ClassificationTests {
    private func classification(_ rows: [String], on day: String = "2025-11-25", born: String = "1980-01-01") throws
        -> Classification
    {
        Classification(try Histories.plan(Histories.metastatic + rows, on: day, born: born).assessment)
    }

    // protocol.md section 8: the treatment class ends at four lesions, the prognostic cut at three.
    @Test(arguments: [
        ("3", Classification.Extent.oligometastatic, true), ("4", .oligometastatic, false), ("5", .multifocal, false),
    ])
    func `four lesions are oligometastatic and yet no favourable number`(
        count: String, extent: Classification.Extent, isFavourable: Bool
    ) throws {
        let found = try classification(["2025-10-01,imaging,mri-brain,new-lesions,frontal,\(count),12"])
        #expect(found.extent == extent)
        #expect(found.isFavourableNumber == isFavourable)
        #expect(found.anatomy == .parenchymal)
    }

    @Test func `size and site of the latest finding are flagged`() throws {
        let large = try classification(["2025-10-01,imaging,mri-brain,new-lesions,cerebellum,1,30.001"])
        #expect(large.isLarge && large.criticalSite == .cerebellum)
        #expect(try !classification(["2025-10-01,imaging,mri-brain,new-lesions,frontal,1,30"]).isLarge)
    }

    @Test func `disease of brain and meninges is combined, and counts as leptomeningeal`() throws {
        let both = try classification([
            "2025-10-01,imaging,mri-brain,new-lesions,frontal,1,9", "2025-10-02,leptomeningeal,,probable",
        ])
        #expect(both.anatomy == .combined && both.extent == .leptomeningeal)
        #expect(try classification([]).extent == nil)
    }

    @Test(arguments: [
        ("stable", Classification.Response.responsive), ("response", .responsive), ("progression", .progressive),
        ("equivocal", .unknown),
    ])
    func `response is that of the latest adequate scan`(result: String, response: Classification.Response) throws {
        let rows = ["2025-01-01,imaging,mri-brain,new-lesions,frontal,1,9", "2025-10-01,imaging,mri-brain,\(result)"]
        #expect(try classification(rows).response == response)
    }

    @Test func `a first scan written as a row for each lesion is no progression`() throws {
        let rows = [
            "2025-06-01,imaging,mri-brain,new-lesions,cerebellum,1,38",
            "2025-06-01,imaging,mri-brain,new-lesions,frontal,1,5",
        ]
        #expect(try classification(rows).response == .unknown)
        #expect(try classification(rows + ["2025-06-02,imaging,mri-brain,progression"]).response == .progressive)
    }

    @Test(arguments: [
        (["er,positive"], Bool?.some(false)), (["er,negative"], nil), (["er,negative", "pr,negative"], true), ([], nil),
    ])
    func `one positive receptor settles that not both are negative`(rows: [String], expected: Bool?) throws {
        let found = try classification(rows.map { "2025-06-01,biomarker,\($0)" })
        #expect(found.risk.isHormoneReceptorNegative == expected)
    }

    @Test(arguments: [("2025-09-03", true), ("2025-09-02", false)])
    func `a symptom up to 28 days before the first finding is the presentation`(onset: String, isSymptomatic: Bool)
        throws
    {
        let rows = [
            "\(onset),symptom,headache,onset", "2025-10-01,imaging,mri-brain,new-lesions,frontal,1,9",
        ]
        #expect(try classification(rows).presentation == (isSymptomatic ? .symptomatic : .asymptomatic))
    }

    // Breast-GPA 2020: KPS 90-100 1.0, HER2 positive 1.5, age below 60 0.5, no extracranial metastases 0.5, one lesion 0.5.
    @Test func `the Breast-GPA is a score, or a range while a fact is missing`() throws {
        let rows = ["2025-10-01,imaging,mri-brain,new-lesions,frontal,1,9", "2025-10-01,metastasis,,confirmed,liver"]
        let open = try #require(try classification(rows).gpa)
        #expect(open.tenths == 25...35)
        #expect(open.missing == ["performance status (KPS)"])
        let known = try #require(try classification(rows + ["2025-10-02,performance,kps,,,,,90"]).gpa)
        #expect(known.tenths == 35...35 && known.missing.isEmpty)
        let old = try #require(try classification(rows, born: "1960").gpa)
        #expect(old.tenths == 20...30)
        #expect(try classification([]).gpa == nil)
    }

    @Test func `two of three risk factors are a high risk, and what is unknown is none`() throws {
        #expect(try classification([]).risk.isHigh == false)
        let young = try classification(["2025-10-01,metastasis,,confirmed,lung"])
        #expect(young.risk.isYoung == true && young.risk.isVisceral && young.risk.isHigh)
        #expect(young.risk.isHormoneReceptorNegative == nil)
        #expect(try classification([], born: "1970-06-01").risk.isYoung == false)
    }
}
