/// The words of the column `event`.
enum EventKind: String, CaseIterable, Sendable {
    case diagnosis, biomarker, metastasis, imaging, leptomeningeal, csf, surgery, radiotherapy, drug, systemic, symptom
    case performance, visit, biopsy, decision, contraindication, interval, appointment, status
}
