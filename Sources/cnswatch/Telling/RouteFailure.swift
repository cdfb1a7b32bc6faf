import ControlInterface
import Varlink

/// What the service says of a route that there is not.
enum RouteFailure {
    /// The failure that a reply `RouteNotFound` means, with the names there are.
    static func failure(_ reply: VarlinkError) -> Failure {
        let routes = (try? RouteNotFoundReport(json: reply.parameters))?.routes ?? []
        guard !routes.isEmpty else {
            return Failure(
                .noInput,
                "no route has this name, and the service is configured with none: name some in its configuration")
        }
        return Failure(.noInput, "no route has this name; the routes: \(routes.joined(separator: ", "))")
    }
}
