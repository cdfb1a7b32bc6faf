import SecureHash

/// A message as a mail: headers, a text and the same as HTML (RFC 5322, MIME).
struct MailText {
    let text: String

    init(_ message: OutgoingMessage, over channel: MailChannel) {
        let id = WireIdentifier(message.id, allowsDots: true)
        // No quoted-printable text has "=_", so that no message can end its own part.
        let boundary = "=_\(SHA256.digest(of: Array(message.id.utf8)).digits(32))"
        // Nothing in these lines but what was checked when the channel was made.
        var headers = "Date: \(UniversalTime(message.at).mailDate)\r\n"
        headers += "From: cnswatch <\(channel.from)>\r\n"
        headers += "To: \(channel.recipients.map(\.description).joined(separator: ",\r\n "))\r\n"
        headers += HeaderText.line("Subject", channel.templates.subject.render(message))
        headers += "Message-ID: <\(id)@\(channel.domain)>\r\n"
        headers += "Auto-Submitted: auto-generated\r\n"
        headers += HeaderText.line("X-Cnswatch-Route", message.route)
        headers += "MIME-Version: 1.0\r\n"
        headers += "Content-Type: multipart/alternative;\r\n boundary=\"\(boundary)\"\r\n"
        text =
            headers + "\r\n" + MailText.part("text/plain", channel.templates.text.render(message), boundary)
            + MailText.part("text/html", channel.templates.html.render(message), boundary) + "--\(boundary)--\r\n"
    }

    private static func part(_ type: String, _ text: String, _ boundary: String) -> String {
        "--\(boundary)\r\nContent-Type: \(type); charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
            + QuotedPrintable.encoded(text) + "\r\n"
    }
}
