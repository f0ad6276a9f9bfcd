/** @file Languages that a drawing can be printed in. Separate from the printers, which are loaded only to print. */

export const LANGUAGES = ['python', 'typescript'] as const
export type Language = (typeof LANGUAGES)[number]
