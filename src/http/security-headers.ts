import { secureHeaders } from "hono/secure-headers";

/**
 * Nothing but our own files, no inline script or style, no frame, no plugin. The sign-in that the console asked for is a
 * form whose answer leads back to the console, and browsers hold the whole way against `form-action`.
 */
export const securityHeaders = (publicUrl: string, consoleUrl: string | undefined) =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", "data:"],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      formAction: ["'self'", ...(consoleUrl === undefined ? [] : [new URL(consoleUrl).origin])],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    xFrameOptions: "DENY",
    referrerPolicy: "same-origin",
    crossOriginOpenerPolicy: "same-origin",
    crossOriginResourcePolicy: "same-origin",
    strictTransportSecurity: publicUrl.startsWith("https:") && "max-age=31536000; includeSubDomains",
    permissionsPolicy: { camera: [], microphone: [], geolocation: [] },
  });
