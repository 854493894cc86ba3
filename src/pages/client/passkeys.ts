import { startAuthentication, startRegistration } from "@simplewebauthn/browser";

/** Passkey forms are hidden until this runs. The browser answers the page's challenge; then the form posts like other forms. */
export const offerPasskeys = (): void => {
  if (!("PublicKeyCredential" in window)) return;
  for (const place of document.querySelectorAll<HTMLElement>("[data-passkey]")) {
    // Browsers know passkeys by the host name: under another name of the portal they would refuse.
    if (place.dataset.origin === location.origin) offer(place);
  }
};

const offer = (place: HTMLElement): void => {
  const form = place.querySelector("form");
  const credential = place.querySelector<HTMLInputElement>("[name=credential]");
  if (!form || !credential) return;
  place.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    tellFailure(place, false);
    try {
      credential.value = JSON.stringify(await answerOf(place));
      form.submit();
    } catch {
      // Closed by the person, no passkey here, or the device refuses: the browser has told which.
      tellFailure(place, true);
    }
  });
};

const answerOf = (place: HTMLElement) => {
  const optionsJSON = JSON.parse(place.dataset.options ?? "");
  return place.dataset.passkey === "create" ? startRegistration({ optionsJSON }) : startAuthentication({ optionsJSON });
};

const tellFailure = (place: HTMLElement, failed: boolean): void => {
  const text = place.querySelector<HTMLElement>("[data-passkey-error]");
  if (text) text.hidden = !failed;
};
