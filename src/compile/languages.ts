/** @file Languages: what a drawing can be printed in. Apart from the printers, which are loaded only to print. */

export const LANGUAGES = ['python', 'typescript'] as const
export type Language = (typeof LANGUAGES)[number]
