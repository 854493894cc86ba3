const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const date = (day: string): string => {
  const [year, month, dayOfMonth] = day.split("-").map(Number);
  return `${dayOfMonth} ${months[(month ?? 1) - 1]} ${year}`;
};

const count = (n: number, one: string, many: string): string => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;

const units: Record<string, [one: string, many: string]> = {
  user: ["user", "users"],
  endpoint: ["endpoint", "endpoints"],
  appliance: ["appliance", "appliances"],
  mailbox: ["mailbox", "mailboxes"],
  server: ["server", "servers"],
  device: ["device", "devices"],
};

const regions: Record<string, string> = {
  US: "United States",
  EU: "Europe",
  JP: "Japan",
  SG: "Singapore",
  AU: "Australia",
  IN: "India",
};

export type Language = "en" | "ja";

export const en = {
  language: "en" as Language,
  console: "XDR console",
  skip: "Skip to content",
  mainMenu: "Main",
  products: "Products",
  allLicenses: "All licenses in AnyKey",
  accountMenu: (email: string) => `Account menu: ${email}`,
  signIn: "Sign in",
  signOut: "Sign out",
  roles: { owner: "Owner", admin: "Administrator", viewer: "Viewer" },
  footer: "Reference console of AnyKey",
  title: (page: string) => `${page} – XDR console`,
  errorTitle: (page: string) => `Error: ${page} – XDR console`,
  columns: { product: "Product", kind: "Kind", region: "Region", seats: "Seats", term: "Term", status: "Status" },
  addOn: "XDR add-on",
  related: "XDR-related product",
  trial: "Trial",
  counts: {
    label: "Summary",
    addOns: "XDR add-ons",
    related: "XDR-related products",
    active: "Active",
    ending: "Ending or ended",
  },
  region: (code: string) => regions[code] ?? code,
  regionOf: "Region",
  seats: (n: number, unit: string) => count(n, ...(units[unit] ?? ["seat", "seats"])),
  term: (startsOn: string, endsOn: string): [string, string] => [`${date(startsOn)} – `, date(endsOn)],
  status: {
    active: () => "Active",
    expiring: (days: number) => (days === 0 ? "Ends today" : `Ends in ${count(days, "day", "days")}`),
    grace: (days: number) => (days === 0 ? "Grace: last day" : `Grace: ${count(days, "day", "days")} left`),
    expired: () => "Expired",
    not_started: () => "Not started",
  },
  empty: "No products in the console",
  emptyText: "Products that work with XDR appear here as soon as an order with them is activated.",
  preparing: "Your console is being prepared",
  preparingText:
    "AnyKey sends your products to this console. This takes a minute, seldom longer. You need not do anything.",
  noProducts: "No products in this console yet",
  noProductsText:
    "Your account has not activated an order with a product of this console. Enter a key of such an order in AnyKey. A minute later its products are here.",
  enterKey: "Enter a key in AnyKey",
  checkAgain: "Check again",
  backToPortal: "Back to AnyKey",
  welcome: "Sign in to see your products",
  welcomeText:
    "This console shows the XDR add-ons and the XDR-related products of your company. You sign in with AnyKey.",
  signedOut: "You are signed out",
  signedOutText: "Sign in again to see your products.",
  tryAgain: "Try again",
  problems: {
    stranger: {
      title: "This console belongs to another portal",
      text: "The link that you followed names a portal that this console does not know. Sign in from here instead.",
    },
    interrupted: {
      title: "This sign-in has ended",
      text: "It took too long, was used before, or was begun in another window or browser. Sign in once more.",
    },
    refused: {
      title: "AnyKey did not sign you in",
      text: "The portal ended the sign-in. Try again, or ask the owner of your account whether you still have access.",
    },
    failed: {
      title: "The sign-in did not work",
      text: "AnyKey and this console did not understand each other. Try again. If it happens again, tell the support.",
    },
    portal_away: {
      title: "AnyKey does not answer",
      text: "You sign in with AnyKey, and it cannot be reached at the moment. Wait a minute, then try again.",
    },
    forged: {
      title: "This page is no longer valid",
      text: "Nothing was changed. Open the console again and repeat what you wanted to do.",
    },
    not_found: { title: "There is no such page", text: "Compare the address, or go to your products." },
    fault: { title: "The console has a fault", text: "It was noted. Try again in a minute." },
  },
  reference: (id: string) => `Reference for the support: ${id}`,
};

export type Texts = typeof en;
