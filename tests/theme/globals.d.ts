/* What TypeScript does not know of the page that scripts run on. */

/* Functions of Material's own inline script, which read and write the local storage of the site. */
declare function __md_get(key: "__palette"): { color?: { scheme?: string } } | null;
declare function __md_get(key: "reading"): { marks?: string; hint?: string } | null;
declare function __md_set(key: "__palette" | "reading", value: unknown): void;

/* Trusted Types (W3C). A trusted address goes wherever the address of a script goes; TypeScript calls both a string. */
interface TrustedTypePolicy {
  createScriptURL(address: string): string;
}

declare var trustedTypes:
  | { createPolicy(name: string, rules: { createScriptURL(address: string): string }): TrustedTypePolicy }
  | undefined;
