/** @file en-XA, a pseudo-language: accents on every letter and 40% more of them, to see what is not translated or does not fit. */
import type { Language } from '../language'
import { outsideTags, rewritten } from './pseudo'

const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
const ACCENTED = 'àƀçđéƒĝĥîĵķļɱñôþɋŕšţûṽŵẋýžÀƁÇĐÉƑĜĤÎĴĶĻṀÑÔÞɊŔŠŢÛṼŴẊÝŽ'

function accented(text: string): string {
  return outsideTags(text, (plain) => {
    const letters = plain.replace(/[A-Za-z]/g, (letter) => ACCENTED[PLAIN.indexOf(letter)] as string)
    // Longer by repeating vowels, so that words stay words and wrap as words do.
    let owed = Math.ceil(0.4 * (plain.match(/[A-Za-z]/g)?.length ?? 0))
    const longer = letters.replace(/[àéîôûýÀÉÎÔÛÝ]/g, (vowel) => (owed-- > 0 ? vowel + vowel : vowel))
    return owed > 0 ? longer.replace(/\p{L}(?!.*\p{L})/u, (last) => last + last.repeat(owed)) : longer
  })
}

export const language: Language = {
  id: 'en-XA',
  locale: 'en-US',
  dir: 'ltr',
  translate: (_, english) => rewritten(english, accented),
}
