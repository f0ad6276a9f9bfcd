/** @file ar-XB, a pseudo-language: the English written from right to left, to see what does not mirror. */
import type { Language } from '../language'
import { outsideTags, rewritten } from './pseudo'

const [OVERRIDE, POP] = ['\u202e', '\u202c']

export const language: Language = {
  id: 'ar-XB',
  locale: 'en-US',
  dir: 'rtl',
  // Word by word, so that lines break where they would; numbers stay as they are.
  translate: (_, english) =>
    rewritten(english, (text) =>
      outsideTags(text, (plain) => plain.replace(/\p{L}[\p{L}’'-]*/gu, (word) => OVERRIDE + word + POP)),
    ),
}
