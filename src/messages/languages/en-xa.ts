/**
 * @file en-XA, a pseudo-language: text with accented letters that is 40% longer, which reveals text that is not
 * translated or does not fit.
 */
import type { Language } from '../language'
import { rewriteOutsideTags, rewriteTree } from './pseudo'

const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
const ACCENTED = 'àƀçđéƒĝĥîĵķļɱñôþɋŕšţûṽŵẋýžÀƁÇĐÉƑĜĤÎĴĶĻṀÑÔÞɊŔŠŢÛṼŴẊÝŽ'

function accented(text: string): string {
  return rewriteOutsideTags(text, (plain) => {
    const letters = plain.replace(/[A-Za-z]/g, (letter) => ACCENTED[PLAIN.indexOf(letter)] as string)
    // Make text longer by repeating vowels, so that words remain words and wrap like words.
    let missing = Math.ceil(0.4 * (plain.match(/[A-Za-z]/g)?.length ?? 0))
    const longer = letters.replace(/[àéîôûýÀÉÎÔÛÝ]/g, (vowel) => (missing-- > 0 ? vowel + vowel : vowel))
    return missing > 0 ? longer.replace(/\p{L}(?!.*\p{L})/u, (last) => last + last.repeat(missing)) : longer
  })
}

export const language: Language = {
  id: 'en-XA',
  locale: 'en-US',
  dir: 'ltr',
  translate: (_, english) => rewriteTree(english, accented),
}
