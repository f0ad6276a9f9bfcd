/**
 * @file ar-XB, a pseudo-language: English text written from right to left, which reveals parts of the page that are not
 * mirrored.
 */
import type { Language } from '../language'
import { rewriteOutsideTags, rewriteTree } from './pseudo'

const [OVERRIDE, POP] = ['\u202e', '\u202c']

export const language: Language = {
  id: 'ar-XB',
  locale: 'en-US',
  dir: 'rtl',
  // Reverse each word separately, so that lines break in the usual positions. Numbers do not change.
  translate: (_, english) =>
    rewriteTree(english, (text) =>
      rewriteOutsideTags(text, (plain) => plain.replace(/\p{L}[\p{L}’'-]*/gu, (word) => OVERRIDE + word + POP)),
    ),
}
