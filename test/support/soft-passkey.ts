import { createHash, createSign, generateKeyPairSync, randomBytes } from "node:crypto";

type Asked = { challenge: string; origin: string; rpId: string; counter: number; userVerified?: boolean };

/** A passkey in software (ES256, no attestation): signs what a test asks, also what no honest browser would. */
export const softPasskey = () => {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const id = randomBytes(16);
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const both = { id: id.toString("base64url"), rawId: id.toString("base64url"), type: "public-key" };
  return {
    create: (asked: Asked): string => {
      const length = Buffer.from([0, id.length]);
      const held = Buffer.concat([Buffer.alloc(16), length, id, coseKey(base64url(x), base64url(y))]);
      const response = {
        clientDataJSON: clientData("webauthn.create", asked).toString("base64url"),
        attestationObject: attestation(Buffer.concat([authenticatorData(asked, ATTESTED), held])).toString("base64url"),
      };
      return JSON.stringify({ ...both, response, clientExtensionResults: {} });
    },
    get: (asked: Asked): string => {
      const data = authenticatorData(asked, 0);
      const client = clientData("webauthn.get", asked);
      const signature = createSign("sha256")
        .update(Buffer.concat([data, sha256(client)]))
        .sign(privateKey);
      const response = {
        clientDataJSON: client.toString("base64url"),
        authenticatorData: data.toString("base64url"),
        signature: signature.toString("base64url"),
      };
      return JSON.stringify({ ...both, response, clientExtensionResults: {} });
    },
  };
};

const PRESENT = 0x01;
const VERIFIED = 0x04;
const ATTESTED = 0x40;

const authenticatorData = ({ rpId, counter, userVerified = true }: Asked, more: number): Buffer => {
  const count = Buffer.alloc(4);
  count.writeUInt32BE(counter);
  const flags = PRESENT | (userVerified ? VERIFIED : 0) | more;
  return Buffer.concat([sha256(Buffer.from(rpId)), Buffer.from([flags]), count]);
};

const clientData = (type: string, { challenge, origin }: Asked): Buffer =>
  Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));

/** CBOR: { 1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y }. */
const coseKey = (x: Buffer, y: Buffer): Buffer =>
  Buffer.concat([Buffer.from("a5010203262001215820", "hex"), x, Buffer.from("225820", "hex"), y]);

/** CBOR: { fmt: "none", attStmt: {}, authData }. */
const attestation = (data: Buffer): Buffer => {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(data.length);
  const text = (word: string) => Buffer.concat([Buffer.from([0x60 + word.length]), Buffer.from(word)]);
  const head = [Buffer.from([0xa3]), text("fmt"), text("none"), text("attStmt"), Buffer.from([0xa0]), text("authData")];
  return Buffer.concat([...head, Buffer.from([0x59]), length, data]);
};

const sha256 = (data: Buffer): Buffer => createHash("sha256").update(data).digest();
const base64url = (text: string): Buffer => Buffer.from(text, "base64url");
