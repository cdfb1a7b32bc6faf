/// The interface every Varlink service has.
///
/// Source: UAPI.20 gives the names and types; the comments are ours.
enum IntrospectionInterface {
    static let text = """
        # What every Varlink service can be asked about itself.
        interface org.varlink.service

        # Who made the service, which version it is, and which interfaces it offers.
        method GetInfo() -> (
          vendor: string,
          product: string,
          version: string,
          url: string,
          interfaces: []string
        )

        # The text of an interface's description.
        method GetInterfaceDescription(interface: string) -> (description: string)

        # The service does not offer the interface.
        error InterfaceNotFound (interface: string)

        # The interface has no such method.
        error MethodNotFound (method: string)

        # The interface has the method, but this service does not implement it.
        error MethodNotImplemented (method: string)

        # A parameter is unknown, missing, of the wrong type, or out of range.
        error InvalidParameter (parameter: string)

        # The caller may not do this.
        error PermissionDenied ()

        # The method answers only calls with the flag 'more'.
        error ExpectedMore ()

        # The method answers only calls with the flag 'upgrade'.
        error ExpectedUpgrade ()

        """
}
