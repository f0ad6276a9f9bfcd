/** @file Types of response-headers.mjs. */
export const POLICY: string
export const HEADERS: Readonly<Record<string, string>>
