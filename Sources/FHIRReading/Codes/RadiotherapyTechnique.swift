/// What a code of radiotherapy tells of its technique.
enum RadiotherapyTechnique: String, CaseIterable, Hashable, Sendable {
    case unstated
    case stereotactic
    case srs, fsrt, wbrt, breast, craniospinal
}
