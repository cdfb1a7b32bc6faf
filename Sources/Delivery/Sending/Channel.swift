/// A way to a receiver.
public enum Channel: Sendable {
    /// By mail.
    case mail(MailChannel)
    /// By a signed webhook.
    case webhook(WebhookChannel)
    /// As an alert of an Alertmanager.
    case alertmanager(AlertmanagerChannel)
}
