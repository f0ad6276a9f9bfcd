/**
 * @file Languages in which a drawing can be printed. Kept separate from the printers, which are loaded only when
 * needed.
 */

export const LANGUAGES = ['python', 'typescript'] as const
export type Language = (typeof LANGUAGES)[number]
