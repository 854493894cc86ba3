import type { MailParams } from "../../src/mail/render.ts";

const changed = {
  email: "sam@birch.example",
  changedAt: "2026-11-25T10:42:00Z",
  accountLink: "https://anykey.example/account",
  brandName: "Harbour Security",
};

/** One mail of each kind, with the values of the design. */
export const sampleMails: MailParams = {
  "verify-email": {
    orderNumber: "SO-2026-118204",
    company: "Acme Logistics Ltd",
    itemCount: 5,
    code: "482915",
    link: "https://anykey.example/verify/7mQx2Kd9pRt4",
    expiresAt: "2026-11-25T10:42:00Z",
    brandName: "Harbour Security",
  },
  "sign-in-instead": {
    orderNumber: "SO-2026-118204",
    company: "Acme Logistics Ltd",
    itemCount: 1,
    email: "jo@acme.example",
    link: "https://anykey.example/verify/7mQx2Kd9pRt4",
    expiresAt: "2026-11-25T10:42:00Z",
    brandName: "Harbour Security",
  },
  "sign-in-code": { code: "048291", expiresAt: "2026-11-25T10:42:00Z", brandName: "Harbour Security" },
  "order-activated": {
    orderNumber: "SO-2026-118204",
    company: "Acme Logistics Ltd",
    items: [
      {
        productName: "XDR Add-On: Cloud App Security",
        seats: 1250,
        unit: "user",
        startsOn: "2026-11-01",
        endsOn: "2027-10-31",
      },
      {
        productName: "Deep Discovery Inspector",
        seats: 1,
        unit: "appliance",
        startsOn: "2026-11-01",
        endsOn: "2027-10-31",
      },
    ],
    productsLink: "https://anykey.example/products",
    brandName: "Harbour Security",
  },
  "order-activated-notice": {
    orderNumber: "SO-2026-118204",
    company: "Acme Logistics Ltd",
    maskedEmail: "j•••@acme.example",
    activatedAt: "2026-11-25T10:42:00+02:00",
    process: "account_based",
    brandName: "Harbour Security",
  },
  "registration-successful": {
    orderNumber: "SO-2026-117960",
    company: "Initech Ltd",
    accountId: "initech-it",
    items: [
      {
        productName: "Apex One",
        seats: 120,
        unit: "endpoint",
        startsOn: "2026-03-01",
        endsOn: "2028-02-28",
        previousEndsOn: "2027-02-28",
      },
      {
        productName: "InterScan Web Security",
        seats: 1,
        unit: "user",
        startsOn: "2026-11-01",
        endsOn: "2027-10-31",
        previousEndsOn: null,
      },
    ],
    productsLink: "https://anykey.example/products",
    brandName: "Harbour Security",
  },
  "access-requested": {
    orderNumber: "SO-2026-000001",
    company: "Acme Inc.",
    asker: "lee@acme.example",
    askedAt: "2026-11-24T10:42:00Z",
    brandName: "Harbour Security",
  },
  "support-case-opened": {
    orderNumber: "SO-2026-000006",
    company: "Birch & Sons Ltd",
    caseNumber: "CS-10001",
    brandName: "Harbour Security",
  },
  "password-reset": {
    link: "https://anykey.example/reset-password/7mQx2Kd9pRt4",
    expiresAt: "2026-11-25T10:42:00Z",
    brandName: "Harbour Security",
  },
  "account-id-reminder": {
    accounts: [{ accountId: "birch-it", company: "Birch & Sons Ltd" }],
    email: "sam@birch.example",
    signInLink: "https://anykey.example/sign-in",
    brandName: "Harbour Security",
  },
  "new-device": {
    email: "sam@birch.example",
    signedInAt: "2026-11-25T10:42:00Z",
    browser: "Firefox",
    system: "Windows",
    accountLink: "https://anykey.example/account",
    brandName: "Harbour Security",
  },
  "password-changed": changed,
  "authenticator-off": changed,
  "passkey-added": changed,
  "license-expiring": {
    company: "Acme Logistics Ltd",
    licenses: [
      { productName: "Email Security", seats: 200, unit: "mailbox", endsOn: "2026-11-11", inGrace: true },
      { productName: "XDR Endpoint Sensor", seats: 100, unit: "endpoint", endsOn: "2026-12-14", inGrace: false },
    ],
    count: 3,
    productsLink: "https://anykey.example/products",
    unsubscribeLink: "https://anykey.example/unsubscribe/0199/7mQx2Kd9pRt4",
    brandName: "Harbour Security",
  },
};
