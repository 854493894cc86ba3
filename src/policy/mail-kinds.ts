/** CONTRACT, E-mails: what each mail is called, in its header X-AnyKey-Message too. */
export type MailKind =
  | "verify-email"
  | "sign-in-instead"
  | "sign-in-code"
  | "order-activated"
  | "order-activated-notice"
  | "registration-successful"
  | "access-requested"
  | "support-case-opened"
  | "password-reset"
  | "account-id-reminder"
  | "new-device"
  | "password-changed"
  | "authenticator-off"
  | "passkey-added"
  | "license-expiring";
