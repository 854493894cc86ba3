import type { MailKind } from "../policy/mail-kinds.ts";
import type { Language } from "../messages/translate.ts";
import { type AccessDeclined, accessDeclined } from "./access-declined.ts";
import { type EmailChanged, emailChanged } from "./email-changed.ts";
import { type Invitation, invitation } from "./invitation.ts";
import { type NewEmailInUse, newEmailInUse } from "./new-email-in-use.ts";
import { type OwnershipTransferred, ownershipTransferred } from "./ownership-transferred.ts";
import { type VerifyNewEmail, verifyNewEmail } from "./verify-new-email.ts";
import { type AccessRequested, accessRequested } from "./access-requested.ts";
import { type AccountIdReminder, accountIdReminder } from "./account-id-reminder.ts";
import type { MailContent } from "./content.ts";
import { htmlLayout } from "./layout.ts";
import { type NewDevice, newDevice } from "./new-device.ts";
import { type LicenseExpiring, licenseExpiring } from "./license-expiring.ts";
import { type OrderActivated, orderActivated } from "./order-activated.ts";
import { type OrderActivatedNotice, orderActivatedNotice } from "./order-activated-notice.ts";
import { type PasswordReset, passwordReset } from "./password-reset.ts";
import { plainText } from "./plain-text.ts";
import { type RegistrationSuccessful, registrationSuccessful } from "./registration-successful.ts";
import { type SignInCode, signInCode } from "./sign-in-code.ts";
import { type SignInInstead, signInInstead } from "./sign-in-instead.ts";
import { type SignInChanged, signInChanged } from "./sign-in-changed.ts";
import { type SupportCaseOpened, supportCaseOpened } from "./support-case-opened.ts";
import { type MailTranslate, mailTexts } from "./texts.ts";
import { type VerifyEmail, verifyEmail } from "./verify-email.ts";

export type MailParams = {
  "verify-email": VerifyEmail;
  "sign-in-instead": SignInInstead;
  "sign-in-code": SignInCode;
  "order-activated": OrderActivated;
  "order-activated-notice": OrderActivatedNotice;
  "registration-successful": RegistrationSuccessful;
  "access-requested": AccessRequested;
  "support-case-opened": SupportCaseOpened;
  "password-reset": PasswordReset;
  "account-id-reminder": AccountIdReminder;
  "new-device": NewDevice;
  "password-changed": SignInChanged;
  "authenticator-off": SignInChanged;
  "passkey-added": SignInChanged;
  "license-expiring": LicenseExpiring;
  "access-declined": AccessDeclined;
  "email-changed": EmailChanged;
  invitation: Invitation;
  "new-email-in-use": NewEmailInUse;
  "ownership-transferred": OwnershipTransferred;
  "verify-new-email": VerifyNewEmail;
};

type RenderedMail = { subject: string; text: string; html: string; unsubscribeLink?: string };

const messages: {
  [Kind in MailKind]: (t: MailTranslate, params: MailParams[Kind]) => MailContent;
} = {
  "verify-email": verifyEmail,
  "sign-in-instead": signInInstead,
  "sign-in-code": signInCode,
  "order-activated": orderActivated,
  "order-activated-notice": orderActivatedNotice,
  "registration-successful": registrationSuccessful,
  "access-requested": accessRequested,
  "support-case-opened": supportCaseOpened,
  "password-reset": passwordReset,
  "account-id-reminder": accountIdReminder,
  "new-device": newDevice,
  "password-changed": signInChanged("passwordChanged"),
  "authenticator-off": signInChanged("authenticatorOff"),
  "passkey-added": signInChanged("passkeyAdded"),
  "license-expiring": licenseExpiring,
  "access-declined": accessDeclined,
  "email-changed": emailChanged,
  invitation: invitation,
  "new-email-in-use": newEmailInUse,
  "ownership-transferred": ownershipTransferred,
  "verify-new-email": verifyNewEmail,
};

/** A mail of one kind in the reader's language and time zone, ready to send. */
export const renderMail = <Kind extends MailKind>(
  kind: Kind,
  language: Language,
  params: MailParams[Kind],
  timeZone = "UTC",
): RenderedMail => {
  const t = mailTexts(language, timeZone);
  const content = messages[kind](t, params);
  return {
    subject: content.subject,
    text: plainText(t, content, params.brandName),
    html: htmlLayout(t, content, params.brandName),
    ...(content.unsubscribeLink && { unsubscribeLink: content.unsubscribeLink }),
  };
};
